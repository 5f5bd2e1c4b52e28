import { Route53Client } from '@aws-sdk/client-route-53';
import { StandardRetryStrategy } from '@smithy/core/retry';
import { answerTimes } from '../../shared/adapters/answer-times.ts';
import type { EndingCredentials } from './assumed-role.ts';

type Refresh = StandardRetryStrategy['refreshRetryTokenForRetry'];

/** Throttled: the pacer waits for the refill, and whoever else asks again meanwhile takes it. Refused: it would be again. */
const NOT_AGAIN = ['Throttling', 'InvalidChangeBatch'];

/** Tries again as the SDK does, up to six times and over half a minute, but not where that can only cost more of the limits. */
export class RetryUnlessRefused extends StandardRetryStrategy {
  constructor() {
    super(6);
  }

  override async refreshRetryTokenForRetry(...[token, failure]: Parameters<Refresh>): ReturnType<Refresh> {
    if (failure.error instanceof Error && NOT_AGAIN.includes(failure.error.name)) throw failure.error;
    return super.refreshRetryTokenForRetry(token, failure);
  }
}

/**
 * A batch of hundreds of changes may take its time, so it is waited for longer than other answers.
 * @param credentials of another account; by default the function's own
 */
export function route53Client(credentials?: () => Promise<EndingCredentials>): Route53Client {
  return new Route53Client({
    retryStrategy: new RetryUnlessRefused(),
    requestHandler: answerTimes(60_000),
    ...(credentials && { credentials }),
  });
}

/** Of the function's own account. */
export const route53 = route53Client();
