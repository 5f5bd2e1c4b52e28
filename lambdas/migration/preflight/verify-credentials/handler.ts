import { SSMClient } from '@aws-sdk/client-ssm';
import { ANSWER_TIMES } from '../../../shared/adapters/answer-times.ts';
import { FOR_CHECKS, secretsManagerWithin } from '../../../shared/adapters/secrets-manager-client.ts';
import { SecretsManagerSecrets } from '../../adapters/secrets-manager-secrets.ts';
import { SsmParameters } from '../../adapters/ssm-parameters.ts';
import { MIGRATE } from '../../contract/states.ts';
import { accessPorts } from '../../runtime/access-ports.ts';
import { parseCheckPayload } from '../../runtime/check-payload.ts';
import { makeCheckHandler } from '../../runtime/make-check-handler.ts';
import { verifyCredentials } from './verify-credentials.ts';

const ports = {
  ...accessPorts,
  parameters: new SsmParameters(new SSMClient({ requestHandler: ANSWER_TIMES })),
  secrets: new SecretsManagerSecrets(secretsManagerWithin(FOR_CHECKS)),
};

export const handler = makeCheckHandler(
  MIGRATE.verifyCredentials,
  parseCheckPayload,
  (_payload, { settings }) => verifyCredentials(settings, ports),
);
