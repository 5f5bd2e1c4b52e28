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

/** Spaces calls out: each begins at least `spacingMs` after the one before, in the order in which they ask. */
export class Pacer {
  #last = Promise.resolve();
  #next = 0;
  readonly #spacingMs: number;
  readonly #timing: Timing;

  constructor(spacingMs: number, timing = PROCESS) {
    this.#spacingMs = spacingMs;
    this.#timing = timing;
  }

  /** Resolves when the next call may begin, never before: at once for the first. */
  turn(): Promise<void> {
    // After the turn before, not by a timer of its own: a stalled process would find several timers due at once.
    this.#last = this.#last.then(() => this.#begin());
    return this.#last;
  }

  async #begin(): Promise<void> {
    const { now, sleep } = this.#timing;
    for (let early = this.#next - now(); early > 0; early = this.#next - now()) await sleep(Math.ceil(early));
    this.#next = now() + this.#spacingMs;
  }
}
