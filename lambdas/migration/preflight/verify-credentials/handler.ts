import { IAMClient } from '@aws-sdk/client-iam';
import { KMSClient } from '@aws-sdk/client-kms';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SSMClient } from '@aws-sdk/client-ssm';
import { ANSWER_TIMES } from '../../../shared/adapters/answer-times.ts';
import { IamSimulator } from '../../adapters/iam-simulator.ts';
import { KmsKeys } from '../../adapters/kms-keys.ts';
import { SecretsManagerSecrets } from '../../adapters/secrets-manager-secrets.ts';
import { SsmParameters } from '../../adapters/ssm-parameters.ts';
import { MIGRATE } from '../../contract/states.ts';
import { parseCheckPayload } from '../../runtime/check-payload.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { verifyCredentials } from './verify-credentials.ts';

const options = { requestHandler: ANSWER_TIMES };
const ports = {
  parameters: new SsmParameters(new SSMClient(options)),
  secrets: new SecretsManagerSecrets(new SecretsManagerClient(options)),
  keys: new KmsKeys(new KMSClient(options)),
  // One question for each credential and role: IAM throttles sooner than others.
  ownPolicies: new IamSimulator(new IAMClient({ ...options, retryMode: 'adaptive', maxAttempts: 6 })),
};

export const handler = makeHandler(MIGRATE.verifyCredentials, parseCheckPayload, (_payload, { settings }) =>
  verifyCredentials(settings, ports),
);
