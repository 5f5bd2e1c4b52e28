import type { Caller, EngineOptions } from './engine-options.ts';
import { throttling } from './errors.ts';
import { RateLimiter } from './limiter.ts';
import type { ChangeBatchInput } from './types.ts';

/** Every account has limits of its own; what somebody else takes of them is taken of the engine's own account. */
export class AccountLimits {
  /** Of the engine's own account. */
  readonly own: RateLimiter;
  readonly #foreign = new Map<string, RateLimiter>();
  readonly #options: EngineOptions;

  constructor(options: EngineOptions) {
    this.#options = options;
    this.own = this.#newLimiter();
    if (options.foreign) this.own.foreign = options.foreign;
  }

  /** Takes what a request costs from the limits of the caller's account. @throws Route53Error `Throttling` if they leave too little */
  spend(operation: string, caller: Caller | undefined, changes = 0): void {
    if (!this.#of(caller).take(operation, changes)) throw throttling();
  }

  #of(caller: Caller | undefined): RateLimiter {
    const { account } = this.#options;
    if (caller === undefined || account === undefined || caller.account === account) return this.own;
    const limiter = this.#foreign.get(caller.account) ?? this.#newLimiter();
    this.#foreign.set(caller.account, limiter);
    return limiter;
  }

  #newLimiter(): RateLimiter {
    const { now, throttle = true, limits } = this.#options;
    return new RateLimiter(now, throttle, limits);
  }
}

/** An UPSERT is two changes here: it isn't known whether AWS takes the old record's going for one. */
export function changesIn({ Changes = [] }: ChangeBatchInput): number {
  return Changes.reduce((sum, { Action }) => sum + (Action === 'UPSERT' ? 2 : 1), 0);
}
