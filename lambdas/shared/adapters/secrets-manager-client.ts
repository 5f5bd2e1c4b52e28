import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { answerTimes } from './answer-times.ts';

/**
 * From within a VPC, where a missing endpoint shows as silence: it is reported as such long before the function's own
 * time is up. Milliseconds.
 */
export const secretsManager = new SecretsManagerClient({
  maxAttempts: 2,
  requestHandler: { ...answerTimes(3000), connectionTimeout: 2000 },
});
