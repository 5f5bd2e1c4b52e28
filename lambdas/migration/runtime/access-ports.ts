import { KMSClient } from '@aws-sdk/client-kms';
import { ANSWER_TIMES } from '../../shared/adapters/answer-times.ts';
import { iamClient } from '../adapters/iam-client.ts';
import { IamSimulator } from '../adapters/iam-simulator.ts';
import { KmsKeys } from '../adapters/kms-keys.ts';

/** KMS and IAM, as checks need them that ask what roles may do. */
export const accessPorts = {
  keys: new KmsKeys(new KMSClient({ requestHandler: ANSWER_TIMES })),
  ownPolicies: new IamSimulator(iamClient()),
};
