import { IAMClient } from '@aws-sdk/client-iam';
import { KMSClient } from '@aws-sdk/client-kms';
import { ANSWER_TIMES } from '../../shared/adapters/answer-times.ts';
import { IamSimulator } from '../adapters/iam-simulator.ts';
import { KmsKeys } from '../adapters/kms-keys.ts';

const options = { requestHandler: ANSWER_TIMES };

/** KMS and IAM, as checks need them that ask what roles may do. */
export const accessPorts = {
  keys: new KmsKeys(new KMSClient(options)),
  // Several questions for each role: IAM throttles sooner than others.
  ownPolicies: new IamSimulator(new IAMClient({ ...options, retryMode: 'adaptive', maxAttempts: 6 })),
};
