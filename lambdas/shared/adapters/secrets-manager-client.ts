import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { answerTimes } from './answer-times.ts';

export interface Patience {
  /** How long an answer is waited for, milliseconds. */
  readonly longestMs: number;
  readonly tries: number;
}

export function secretsManagerWithin({ longestMs, tries }: Patience): SecretsManagerClient {
  return new SecretsManagerClient({ maxAttempts: tries, requestHandler: answerTimes(longestMs) });
}

/** As long as other clients have: nothing waits for a check, and a secret that can't be read stops the migration. */
export const FOR_CHECKS: Patience = { longestMs: 20_000, tries: 3 };

/**
 * From within a VPC, where a missing endpoint shows as silence: it is reported as such long before the function's own
 * time is up.
 */
export const secretsManager = secretsManagerWithin({ longestMs: 3000, tries: 2 });
