import { MIGRATE } from '../../contract/states.ts';
import { accessPorts } from '../../runtime/access-ports.ts';
import { parseCheckPayload } from '../../runtime/check-payload.ts';
import { makeCheckHandler } from '../../runtime/make-check-handler.ts';
import { verifyKms } from './verify-kms.ts';

export const handler = makeCheckHandler(MIGRATE.verifyKms, parseCheckPayload, ({ run }, { settings }) =>
  verifyKms(settings, accessPorts, { migration: settings.migration, run: run.name }),
);
