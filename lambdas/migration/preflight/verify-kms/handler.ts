import { KMSClient } from '@aws-sdk/client-kms';
import { ANSWER_TIMES } from '../../../shared/adapters/answer-times.ts';
import { KmsKeys } from '../../adapters/kms-keys.ts';
import { MIGRATE } from '../../contract/states.ts';
import { parseCheckPayload } from '../../runtime/check-payload.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { verifyKms } from './verify-kms.ts';

const keys = new KmsKeys(new KMSClient({ requestHandler: ANSWER_TIMES }));

export const handler = makeHandler(MIGRATE.verifyKms, parseCheckPayload, ({ run }, { settings }) =>
  verifyKms(settings.keys, keys, { migration: settings.migration, run: run.name }),
);
