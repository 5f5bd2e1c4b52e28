import { LAMBDA_UNANSWERED, type RetryPolicy, TRANSIENT } from '../../shared/machines/retries.ts';

/**
 * Every step may run twice, so also after a function that gave no answer. No longer than heartbeats can wait: what
 * still fails then is tried anew after the next one. 2 + 4 + 8 + 16 + 32 = 62 s at most.
 */
export const BETWEEN_HEARTBEATS: RetryPolicy = {
  errors: [...TRANSIENT.errors, ...LAMBDA_UNANSWERED],
  intervalSeconds: 2,
  attempts: 5,
  backoffRate: 2,
  jitter: true,
  says: 'Retried for a minute while AWS is briefly unavailable, and again after the next heartbeat.',
};

/** People are waited for by nothing else: 240 × 5 s = 1,200 s at most. */
export const UNTIL_TOLD: RetryPolicy = {
  errors: BETWEEN_HEARTBEATS.errors,
  intervalSeconds: 5,
  attempts: 240,
  backoffRate: 1,
  jitter: true,
  says: 'Retried for up to 20 minutes while AWS is unavailable.',
};
