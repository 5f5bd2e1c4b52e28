import { IAMClient } from '@aws-sdk/client-iam';
import { KMSClient } from '@aws-sdk/client-kms';
import { ANSWER_TIMES } from '../../../shared/adapters/answer-times.ts';
import { IamSimulator } from '../../adapters/iam-simulator.ts';
import { KmsKeys } from '../../adapters/kms-keys.ts';
import { MIGRATE } from '../../contract/states.ts';
import { parseCheckPayload } from '../../runtime/check-payload.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { verifyKms } from './verify-kms.ts';

const options = { requestHandler: ANSWER_TIMES };
const ports = {
  keys: new KmsKeys(new KMSClient(options)),
  // Several questions for each key and role: IAM throttles sooner than others.
  ownPolicies: new IamSimulator(new IAMClient({ ...options, retryMode: 'adaptive', maxAttempts: 6 })),
};

export const handler = makeHandler(MIGRATE.verifyKms, parseCheckPayload, ({ run }, { settings }) =>
  verifyKms(settings, ports, { migration: settings.migration, run: run.name }),
);
