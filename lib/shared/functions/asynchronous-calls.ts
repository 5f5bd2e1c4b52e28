import { Duration } from 'aws-cdk-lib';
import { EventInvokeConfig, type IFunction } from 'aws-cdk-lib/aws-lambda';

/**
 * How Lambda retries an asynchronous call: one by a rule of EventBridge, or by CloudFormation. By default it tries a failed one
 * again after a minute and once more after two, and a throttled one for six hours.
 * Source: Lambda's developer guide, "How Lambda handles errors and retries with asynchronous invocation".
 */
export interface AsynchronousCalls {
  /** How often one that has failed is tried again. */
  readonly retries: 0 | 1 | 2;
  /** How old a call may be when it is made: from a minute to six hours. */
  readonly maxAgeSeconds: number;
}

/** Whoever calls the function must be created after this, and deleted before it: without it Lambda uses its defaults. */
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
