/** How much Route 53 accepts from the account, and how much of that is left to others. */
import type { RateLimit, Route53Settings } from '../../../lambdas/migration/contract/settings.ts';
import type { Place } from '../../shared/config/place.ts';
import { readNumber } from '../../shared/config/values.ts';

/** How much of Route 53 an account may use. */
export interface Route53Config {
  /**
   * How many requests the account may make, all callers together.
   * @default 50 at once and 10 a second, which is what AWS gives
   */
  readonly requests?: RateLimitConfig;
  /**
   * How many changes of records the account may make, all callers together; a DELETE and a CREATE are two.
   * @default 500 at once and 50 a second: AWS doesn't say how many, and these are careful
   */
  readonly changes?: RateLimitConfig;
  /**
   * The share of both that this migration leaves to the others in the account, 0 to 0.9.
   * @default 0.2
   */
  readonly leftForOthers?: number;
}

/** A limit on what comes at once, and each second. */
export interface RateLimitConfig {
  /** As many as may come at once after a pause. */
  readonly burst?: number;
  /** As many as may come each second. */
  readonly perSecond?: number;
}

/** Source: Developer Guide, "Throttling for Amazon Route 53 API requests", for requests; it doesn't say how many changes. */
const DEFAULTS: Route53Settings = {
  requests: { burst: 50, perSecond: 10 },
  changes: { burst: 500, perSecond: 50 },
  leftForOthers: 0.2,
};

/** A batch has at most half of what comes at once; one name with A and AAAA takes ten changes, those of the fence included. */
const FEWEST_CHANGES_AT_ONCE = 20;

export function readRoute53(place: Place): Route53Settings | undefined {
  const fields = place.optionalFields(['requests', 'changes', 'leftForOthers'], {
    what: "Route 53's limits",
    synonyms: { others: 'leftForOthers' },
  });
  if (!fields) return undefined;
  const requests = readLimit(fields.requests, 'requests', 1, DEFAULTS.requests);
  const changes = readLimit(fields.changes, 'changes of records', FEWEST_CHANGES_AT_ONCE, DEFAULTS.changes);
  const leftForOthers = readNumber(fields.leftForOthers, {
    what: "the share that is left to the account's other callers",
    atLeast: 0,
    atMost: 0.9,
    whole: false,
    isShare: true,
    byDefault: DEFAULTS.leftForOthers,
  });
  if (!requests || !changes || leftForOthers === undefined) return undefined;
  return { requests, changes, leftForOthers };
}

function readLimit(place: Place, what: string, fewest: number, byDefault: RateLimit): RateLimit | undefined {
  const fields = place.optionalFields(['burst', 'perSecond'], {
    what: `the account's limit on ${what}`,
    synonyms: { capacity: 'burst', refill: 'perSecond', rate: 'perSecond', perSec: 'perSecond' },
  });
  if (!fields) return undefined;
  const burst = readNumber(fields.burst, {
    what: `how many ${what} Route 53 accepts at once`,
    atLeast: fewest,
    atMost: 100_000,
    whole: true,
    byDefault: byDefault.burst,
  });
  const perSecond = readNumber(fields.perSecond, {
    what: `how many ${what} Route 53 accepts per second`,
    atLeast: 1,
    atMost: 10_000,
    whole: false,
    byDefault: byDefault.perSecond,
  });
  return burst === undefined || perSecond === undefined ? undefined : { burst, perSecond };
}
