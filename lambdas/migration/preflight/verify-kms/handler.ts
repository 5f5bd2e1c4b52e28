import { MIGRATE } from '../../contract/states.ts';
import { accessPorts } from '../../runtime/access-ports.ts';
import { parseCheckPayload } from '../../runtime/check-payload.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { verifyKms } from './verify-kms.ts';

export const handler = makeHandler(MIGRATE.verifyKms, parseCheckPayload, ({ run }, { settings }) =>
  verifyKms(settings, accessPorts, { migration: settings.migration, run: run.name }),
);
