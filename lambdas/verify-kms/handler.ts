import { KmsKeys } from '../shared/adapters/kms-keys.ts';
import { MIGRATE } from '../shared/contract/states.ts';
import { parseCheckPayload } from '../shared/runtime/check-payload.ts';
import { makeHandler } from '../shared/runtime/make-handler.ts';
import { verifyKms } from './verify-kms.ts';

const keys = new KmsKeys();

export const handler = makeHandler(MIGRATE.verifyKms, parseCheckPayload, ({ run }, { settings }) =>
  verifyKms(settings.keys, keys, { migration: settings.migration, run: run.name }),
);
