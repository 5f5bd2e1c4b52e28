import type { Route53Settings } from '../contract/settings.ts';
import { asksTooMuch, delayFor, fullPace, type Pace, spend, taken, throttled } from '../domain/pace.ts';

/** What a pacer goes by: a clock that never goes back and a timer, both in milliseconds. */
export interface Timing {
  now(): number;
  /** A timer may ring early: Node's leaves out fractions of a millisecond, and rounds its own clock down. */
  sleep(ms: number): Promise<unknown>;
}

const PROCESS: Timing = {
  now: () => performance.now(),
  // The promised timer of node:timers/promises is one more module to load at each cold start.
  sleep: (ms) => new Promise((ring) => setTimeout(ring, ms)),
};

/** Lets calls through, one after the other. @param changes of records that the call makes; 0 for one that reads */
export interface Turns {
  /** @throws TurnTooLate, TooManyChanges, or what the call throws */
  take<T>(call: () => Promise<T>, changes?: number): Promise<T>;
}

/** The account's limits leave no turn while it can be waited for. Nothing was sent. */
export class TurnTooLate extends Error {
  override readonly name = 'TurnTooLate';
}

/** Route 53 throttles the batch though it was waited for as long as any refill takes: others leave less than it needs. */
export class TooManyChanges extends Error {
  override readonly name = 'TooManyChanges';
}

/** No batch gets smaller than this by what is learnt: one name with A and AAAA, and the fence. */
const FEWEST_CHANGES = 10;

/**
 * Keeps the calls of a process within the account's limits, and leaves a share of them to others. A call that is
 * throttled all the same is made again after a pause, at a lower rate; nothing else asks Route 53 again then.
 */
export class Pacer {
  #last: Promise<unknown> = Promise.resolve();
  #requests: Pace;
  #changes: Pace;
  #limits: Route53Settings;
  readonly #timing: Timing;

  constructor(limits: Route53Settings, timing = PROCESS) {
    const share = 1 - limits.leftForOthers;
    this.#limits = limits;
    this.#timing = timing;
    this.#requests = fullPace(limits.requests, share, timing.now());
    this.#changes = fullPace(limits.changes, share, timing.now());
  }

  /** As configured, but with as many changes at once as others turned out to leave. */
  get limits(): Route53Settings {
    return this.#limits;
  }

  /** @param patience milliseconds for which a turn may still be waited for */
  turns(patience: () => number): Turns {
    return { take: (call, changes = 0) => this.#take(call, changes, patience) };
  }

  async #take<T>(call: () => Promise<T>, changes: number, patience: () => number): Promise<T> {
    for (;;) {
      await this.#turn(changes, patience);
      try {
        const answer = await call();
        this.#taken(changes);
        return answer;
      } catch (error) {
        if (!isThrottling(error)) {
          this.#taken(changes);
          throw error;
        }
        this.#throttled(changes, error);
      }
    }
  }

  /** In the order in which they ask, and after the turn before: a stalled process would find several timers due at once. */
  #turn(changes: number, patience: () => number): Promise<void> {
    const turn = this.#last.then(() => this.#begin(changes, patience));
    this.#last = turn.catch(() => {});
    return turn;
  }

  async #begin(changes: number, patience: () => number): Promise<void> {
    const { now, sleep } = this.#timing;
    for (let early = this.#delay(changes); early > 0; early = this.#delay(changes)) {
      if (early > patience()) throw tooLate(early);
      await sleep(Math.ceil(early));
    }
    this.#requests = spend(this.#requests, 1, now());
    this.#changes = spend(this.#changes, changes, now());
  }

  #delay(changes: number): number {
    const now = this.#timing.now();
    return Math.max(delayFor(this.#requests, 1, now), delayFor(this.#changes, changes, now));
  }

  #taken(changes: number): void {
    this.#requests = taken(this.#requests);
    if (changes > 0) this.#changes = taken(this.#changes);
  }

  /** Route 53 doesn't say which limit was met: by a batch it is taken to be that of changes, which binds first. */
  #throttled(changes: number, error: Error): void {
    const now = this.#timing.now();
    if (changes === 0) {
      this.#requests = throttled(this.#requests, 1, now);
      return;
    }
    this.#changes = throttled(this.#changes, changes, now);
    if (!asksTooMuch(this.#changes) || changes < 2 * FEWEST_CHANGES) return;
    // Batches have half of this at most, and must wait as patiently.
    this.#limits = { ...this.#limits, changes: { ...this.#limits.changes, burst: changes } };
    this.#changes = { ...this.#changes, refusals: 0 };
    throw new TooManyChanges(`${error.message}; a batch of ${changes} changes`, { cause: error });
  }
}

function isThrottling(error: unknown): error is Error {
  return error instanceof Error && error.name === 'Throttling';
}

function tooLate(ms: number): TurnTooLate {
  return new TurnTooLate(
    `the account's limits allow the next call in ${Math.ceil(ms / 1000)} s, after this function's timeout. It continues when it is retried`,
  );
}
