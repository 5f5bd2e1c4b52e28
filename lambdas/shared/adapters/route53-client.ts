import { Route53Client } from '@aws-sdk/client-route-53';
import { answerTimes } from './answer-times.ts';

/**
 * Route 53 lets an account make 5 requests a second, all callers together. Throttling is answered with
 * `Throttling` or `PriorRequestNotComplete`, which the SDK tries again: at most 0.5 + 1 + 2 + 4 + 8 = 15.5 s
 * for six attempts. A batch of a thousand changes may take its time, so it is waited for longer.
 */
export const route53 = new Route53Client({
  maxAttempts: 6,
  requestHandler: answerTimes(60_000),
});
