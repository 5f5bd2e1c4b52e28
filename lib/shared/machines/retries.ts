import { Duration } from 'aws-cdk-lib';
import { JitterType, type RetryProps } from 'aws-cdk-lib/aws-stepfunctions';
import { ERRORS, LAMBDA_TRANSIENT } from '../../../lambdas/shared/contract/errors.ts';

/** When a state is tried again: only after the errors listed, and in all no longer than `longestSeconds` says. */
export interface RetryPolicy {
  readonly errors: readonly string[];
  readonly intervalSeconds: number;
  readonly attempts: number;
  /** Each wait is that many times as long as the one before. */
  readonly backoffRate: number;
  /** Waits are random between nothing and the full wait, so that several executions don't meet again. */
  readonly jitter: boolean;
  /** Said to operators after the state's own comment. */
  readonly says: string;
}

/** Throttling, 5xx, a lost connection: 2 + 4 + 8 + 16 + 32 + 64 = 126 s at most. */
export const TRANSIENT: RetryPolicy = {
  errors: [...LAMBDA_TRANSIENT, ERRORS.transient],
  intervalSeconds: 2,
  attempts: 6,
  backoffRate: 2,
  jitter: true,
  says: 'Retried for up to 2 minutes while AWS is briefly unavailable.',
};

/** A function that gave no answer: it may have done its work or not. */
export const LAMBDA_UNANSWERED = [
  'Lambda.Unknown',
  'Sandbox.Timedout',
  'Runtime.ExitError',
  'States.Timeout',
] as const;

/** The sum of all waits between tries, seconds. */
export function longestSeconds({ intervalSeconds, attempts, backoffRate }: RetryPolicy): number {
  let sum = 0;
  for (let attempt = 0; attempt < attempts; attempt++) sum += intervalSeconds * backoffRate ** attempt;
  return sum;
}

export function retryProps(policy: RetryPolicy): RetryProps {
  return {
    errors: [...policy.errors],
    interval: Duration.seconds(policy.intervalSeconds),
    maxAttempts: policy.attempts,
    backoffRate: policy.backoffRate,
    jitterStrategy: policy.jitter ? JitterType.FULL : JitterType.NONE,
  };
}
