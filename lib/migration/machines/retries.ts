import { ERRORS } from '../../../lambdas/migration/contract/errors.ts';
import { LAMBDA_TRANSIENT } from '../../../lambdas/shared/contract/errors.ts';
import { LAMBDA_UNANSWERED, type RetryPolicy, TRANSIENT } from '../../shared/machines/retries.ts';

/** Route 53 is in sync within a minute as a rule; it was waited for that long already. 90 × 20 s = 1,800 s at most. */
export const PROPAGATION: RetryPolicy = {
  errors: [ERRORS.notInSync],
  intervalSeconds: 20,
  attempts: 90,
  backoffRate: 1,
  jitter: false,
  says: 'Checked every 20 seconds for up to 30 minutes while Route 53 reports PENDING.',
};

/** A rollback has Route 53's limits for itself for an hour; then what a drill has made is removed all the same. 70 × 60 s. */
export const ROLL_BACK_FIRST: RetryPolicy = {
  errors: [ERRORS.rollBackFirst],
  intervalSeconds: 60,
  attempts: 70,
  backoffRate: 1,
  jitter: false,
  says: 'Waits for up to an hour while a rollback of the migration is owed.',
};

/**
 * Every state of a rollback may run twice, so also after a function that gave no answer. No longer than that: the machine
 * retries until legacy serves, and one long outage must keep no other state waiting. 1 + 2 = 3 s at most.
 */
export const BRIEF: RetryPolicy = {
  errors: [...TRANSIENT.errors, ...LAMBDA_UNANSWERED],
  intervalSeconds: 1,
  attempts: 2,
  backoffRate: 2,
  jitter: true,
  says: 'Retried twice immediately, then in the next round.',
};

/** A hook that was throttled, or that AWS couldn't call: 2 + 4 + 8 + 16 + 32 + 64 = 126 s at most. Its own errors are its answer. */
export const HOOK: RetryPolicy = {
  ...TRANSIENT,
  errors: [
    ...LAMBDA_TRANSIENT,
    'StepFunctions.ExecutionLimitExceededException',
    'StepFunctions.ThrottlingException',
  ],
};
