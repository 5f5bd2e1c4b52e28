import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

/**
 * From within a VPC, where a missing endpoint shows as silence: it is told as such long before the function's own
 * time is up. Milliseconds.
 */
export const secretsManager = new SecretsManagerClient({
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 2000, requestTimeout: 3000, throwOnRequestTimeout: true },
});
