import { Route53Client } from '@aws-sdk/client-route-53';
import { StandardRetryStrategy } from '@smithy/core/retry';
import { answerTimes } from './answer-times.ts';

type Refresh = StandardRetryStrategy['refreshRetryTokenForRetry'];

/**
 * Tries again as the SDK does, up to six times and over half a minute, but not where the account is throttled: then the
 * pacer waits for the refill, and whoever else asks again meanwhile takes what it waits for.
 */
export class RetryUnlessThrottled extends StandardRetryStrategy {
  constructor() {
    super(6);
  }

  override async refreshRetryTokenForRetry(...[token, failure]: Parameters<Refresh>): ReturnType<Refresh> {
    if (failure.error instanceof Error && failure.error.name === 'Throttling') throw failure.error;
    return super.refreshRetryTokenForRetry(token, failure);
  }
}

/** A batch of hundreds of changes may take its time, so it is waited for longer than other answers. */
export const route53 = new Route53Client({
  retryStrategy: new RetryUnlessThrottled(),
  requestHandler: answerTimes(60_000),
});
