import { type RateLimit, TokenBucket } from '../tools/token-bucket.ts';

export interface RateLimits {
  /** Of all requests together. */
  readonly requests: RateLimit;
  /** Of the requests of one operation. Those that aren't named here have the numbers of `requests`. */
  readonly operations: Readonly<Record<string, RateLimit>>;
  /** Of single changes of records, over all operations that change DNS data. */
  readonly changes: RateLimit;
}

/**
 * What AWS gives an account since 30 July 2026. Source: Developer Guide, "Throttling for Amazon Route 53 API requests",
 * which doesn't say how many changes: those numbers are careful guesses.
 */
export const RATE_LIMITS: RateLimits = {
  requests: { capacity: 50, perSecond: 10 },
  operations: {
    CreateHealthCheck: { capacity: 50, perSecond: 0.5 },
    DeleteHealthCheck: { capacity: 15, perSecond: 3 },
    GetHealthCheckStatus: { capacity: 4, perSecond: 1 },
  },
  changes: { capacity: 500, perSecond: 50 },
};

/** What somebody else in the account takes, all the time, of what a bucket holds and refills: 0 is nothing, 1 leaves nothing. */
export interface ForeignShares {
  readonly requests: number;
  readonly changes: number;
}

/** How many requests were refused, by the limit that they met; one that met both counts for the requests'. */
export interface Refusals {
  readonly requests: number;
  readonly changes: number;
}

/** The account's limits on the given clock. What is refused takes no token. */
export class RateLimiter {
  enabled: boolean;
  #refusals: Refusals = { requests: 0, changes: 0 };
  #foreign: ForeignShares = { requests: 0, changes: 0 };
  readonly #limits: RateLimits;
  readonly #requests: TokenBucket;
  readonly #operations = new Map<string, TokenBucket>();
  readonly #changes: TokenBucket;
  readonly #now: () => number;

  /** @param now epoch milliseconds */
  constructor(now: () => number, enabled: boolean, limits: RateLimits = RATE_LIMITS) {
    this.#now = now;
    this.enabled = enabled;
    this.#limits = limits;
    this.#requests = new TokenBucket(limits.requests, now());
    this.#changes = new TokenBucket(limits.changes, now());
  }

  get refusals(): Refusals {
    return this.#refusals;
  }

  get foreign(): ForeignShares {
    return this.#foreign;
  }

  set foreign(shares: ForeignShares) {
    for (const [what, share] of Object.entries(shares)) {
      if (!(share >= 0 && share <= 1))
        throw new RangeError(`the foreign share of ${what} must be 0 to 1, not ${share}`);
    }
    const now = this.#now();
    for (const bucket of [this.#requests, ...this.#operations.values()]) bucket.share(shares.requests, now);
    this.#changes.share(shares.changes, now);
    this.#foreign = shares;
  }

  /** Takes what a request costs, or nothing: false is `Throttling`. @param changes of records that it makes */
  take(operation: string, changes = 0): boolean {
    if (!this.enabled) return true;
    const now = this.#now();
    const asked = [this.#requests, this.#ofOperation(operation, now)];
    const { requests, changes: refused } = this.#refusals;
    if (!asked.every((bucket) => bucket.has(1, now))) {
      this.#refusals = { requests: requests + 1, changes: refused };
      return false;
    }
    if (!this.#changes.has(changes, now)) {
      this.#refusals = { requests, changes: refused + 1 };
      return false;
    }
    for (const bucket of asked) bucket.take(1);
    this.#changes.take(changes);
    return true;
  }

  #ofOperation(operation: string, now: number): TokenBucket {
    const known = this.#operations.get(operation);
    if (known) return known;
    const bucket = new TokenBucket(this.#limits.operations[operation] ?? this.#limits.requests, now);
    bucket.share(this.#foreign.requests, now);
    this.#operations.set(operation, bucket);
    return bucket;
  }
}
