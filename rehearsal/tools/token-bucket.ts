/** A limit: a bucket of tokens that refills evenly up to its capacity, whoever takes them. */
export interface RateLimit {
  readonly capacity: number;
  /** Tokens a second. */
  readonly perSecond: number;
}

export class TokenBucket {
  #tokens: number;
  #filledAt: number;
  /** What is left by others. */
  #left = 1;
  /** At most, beside what others take. */
  #holds: number;
  readonly #limit: RateLimit;

  /** It is full at first. @param now epoch milliseconds */
  constructor(limit: RateLimit, now: number) {
    this.#limit = limit;
    this.#holds = limit.capacity;
    this.#tokens = limit.capacity;
    this.#filledAt = now;
  }

  /** @param foreign what others take of it from `now` on: 0 is nothing, 1 leaves nothing */
  share(foreign: number, now: number): void {
    this.#refill(now);
    this.#left = 1 - foreign;
    // Nobody takes a part of a token: who leaves something of the refill leaves one in the bucket now and then.
    this.#holds = foreign < 1 ? Math.max(1, this.#limit.capacity * this.#left) : 0;
  }

  has(tokens: number, now: number): boolean {
    this.#refill(now);
    // The tolerance is for sums of fractions: 100 ms must be enough for one token of ten a second.
    return this.#tokens >= tokens - 1e-9;
  }

  take(tokens: number): void {
    this.#tokens = Math.max(0, this.#tokens - tokens);
  }

  #refill(now: number): void {
    const seconds = Math.max(0, now - this.#filledAt) / 1000;
    this.#filledAt = now;
    this.#tokens = Math.min(this.#holds, this.#tokens + seconds * this.#limit.perSecond * this.#left);
  }
}
