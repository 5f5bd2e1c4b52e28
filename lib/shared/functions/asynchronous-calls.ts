import { Duration } from 'aws-cdk-lib';
import { EventInvokeConfig, type IFunction } from 'aws-cdk-lib/aws-lambda';

/**
 * How Lambda itself goes on with a call for whose end nobody waits: one by a rule of EventBridge, or by CloudFormation. Without
 * a word from us it tries one that has failed again after a minute and once more after two, and one that it can't make, being
 * throttled, for six hours. Source: Lambda's developer guide, "How Lambda handles errors and retries with asynchronous invocation".
 */
export interface AsynchronousCalls {
  /** How often one that has failed is tried again. */
  readonly retries: 0 | 1 | 2;
  /** How old a call may be when it is made: from a minute to six hours. */
  readonly maxAgeSeconds: number;
}

/** Whoever calls the function must come after what this makes, and go before it: without it Lambda goes on as it likes. */
export function limitAsynchronousCalls(
  lambda: IFunction,
  { retries, maxAgeSeconds }: AsynchronousCalls,
): EventInvokeConfig {
  return new EventInvokeConfig(lambda, 'AsynchronousCalls', {
    function: lambda,
    retryAttempts: retries,
    maxEventAge: Duration.seconds(maxAgeSeconds),
  });
}
