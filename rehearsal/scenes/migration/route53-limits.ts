import type { MigrationSettings } from '../../../lambdas/migration/contract/settings.ts';
import { RATE_LIMITS, type RateLimits } from '../../route53/index.ts';

/** What the configuration says that Route 53 takes of the account. */
export function route53Limits({
  route53: { requests, changes },
}: Pick<MigrationSettings, 'route53'>): RateLimits {
  const limit = ({ burst: capacity, perSecond }: typeof requests) => ({ capacity, perSecond });
  return { ...RATE_LIMITS, requests: limit(requests), changes: limit(changes) };
}
