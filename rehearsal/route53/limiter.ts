/** Requests per second that Route 53 accepts from one account, all calls together. */
export const REQUESTS_PER_SECOND = 5;

/**
 * The account's request budget: a bucket of five tokens, refilled five a second on the given clock.
 * Somebody else in the account may be using part of it.
 */
export class RequestLimiter {
  enabled: boolean;
  #foreignRate = 0;
  #tokens = REQUESTS_PER_SECOND;
  #filledAt: number;
  readonly #now: () => number;

  /** `now` in epoch milliseconds. */
  constructor(now: () => number, enabled: boolean) {
    this.#now = now;
    this.#filledAt = now();
    this.enabled = enabled;
  }

  /** Requests per second that somebody else makes, steadily; 5 or more leaves nothing. */
  get foreignRate(): number {
    return this.#foreignRate;
  }

  set foreignRate(rate: number) {
    if (!(rate >= 0)) throw new RangeError(`foreignRate must be 0 or more requests per second, not ${rate}`);
    this.#refill();
    this.#foreignRate = rate;
  }

  /** Takes one token; false when there is none, which is `Throttling`. A refused request costs nothing. */
  take(): boolean {
    if (!this.enabled) return true;
    this.#refill();
    // The tolerance is for sums of fractions: 200 ms must be enough for one token.
    if (this.#tokens < 1 - 1e-9) return false;
    this.#tokens = Math.max(0, this.#tokens - 1);
    return true;
  }

  #refill(): void {
    const now = this.#now();
    const seconds = Math.max(0, now - this.#filledAt) / 1000;
    this.#filledAt = now;
    const gained = seconds * (REQUESTS_PER_SECOND - this.#foreignRate);
    this.#tokens = Math.max(0, Math.min(REQUESTS_PER_SECOND, this.#tokens + gained));
  }
}
