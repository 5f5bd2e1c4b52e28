import { Route53Client } from '@aws-sdk/client-route-53';

/**
 * Route 53 lets an account make 5 requests a second, all callers together. Throttling is answered with
 * `Throttling` or `PriorRequestNotComplete`, which the SDK tries again: at most 0.5 + 1 + 2 + 4 + 8 = 15.5 s
 * for six attempts, within the 60 s that a function has.
 */
export const route53 = new Route53Client({ maxAttempts: 6 });
