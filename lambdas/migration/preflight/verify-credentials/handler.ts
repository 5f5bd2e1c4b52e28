import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SSMClient } from '@aws-sdk/client-ssm';
import { ANSWER_TIMES } from '../../../shared/adapters/answer-times.ts';
import { SecretsManagerSecrets } from '../../adapters/secrets-manager-secrets.ts';
import { SsmParameters } from '../../adapters/ssm-parameters.ts';
import { MIGRATE } from '../../contract/states.ts';
import { accessPorts } from '../../runtime/access-ports.ts';
import { parseCheckPayload } from '../../runtime/check-payload.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { verifyCredentials } from './verify-credentials.ts';

const options = { requestHandler: ANSWER_TIMES };
const ports = {
  ...accessPorts,
  parameters: new SsmParameters(new SSMClient(options)),
  secrets: new SecretsManagerSecrets(new SecretsManagerClient(options)),
};

export const handler = makeHandler(MIGRATE.verifyCredentials, parseCheckPayload, (_payload, { settings }) =>
  verifyCredentials(settings, ports),
);
