import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Spaces calls out: the n-th begins at least `spacingMs` after the one before. The first never waits.
 */
export class Pacer {
  #next = 0;
  readonly #spacingMs: number;

  constructor(spacingMs: number) {
    this.#spacingMs = spacingMs;
  }

  /** Resolves when the next call may begin. Timed by the process's monotonic clock. */
  async turn(): Promise<void> {
    const now = performance.now();
    const at = Math.max(now, this.#next);
    this.#next = at + this.#spacingMs;
    if (at > now) await sleep(at - now);
  }
}
