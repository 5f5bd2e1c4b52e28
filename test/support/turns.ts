/**
 * A deterministic scheduler for concurrent actors: each waits at its calls for a turn, and one at a time is released
 * on, chosen by a seeded random. The same seed gives the same interleaving.
 */
export class Turns {
  readonly #random: () => number;
  readonly #waiting: (() => void)[] = [];
  #running = 0;
  #settled: () => void = () => {};

  constructor(random: () => number) {
    this.#random = random;
  }

  /** Waits for this actor's turn. */
  turn(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#stopped();
    });
  }

  /** Starts an actor; it runs to its first turn. May be called by a running actor too. */
  start(actor: () => Promise<void>): void {
    this.#running++;
    void actor().finally(() => this.#stopped());
  }

  /**
   * Gives turns until every actor has ended.
   * @throws after `most` turns
   */
  async run(most = Number.POSITIVE_INFINITY): Promise<void> {
    await this.#settle();
    for (let turns = 0; this.#waiting.length > 0; turns++) {
      if (turns >= most) throw new Error(`After ${most} turns the actors have not come to an end.`);
      const index = Math.floor(this.#random() * this.#waiting.length);
      const [next] = this.#waiting.splice(index, 1);
      this.#running++;
      next?.();
      await this.#settle();
    }
  }

  #stopped(): void {
    this.#running--;
    if (this.#running === 0) this.#settled();
  }

  async #settle(): Promise<void> {
    while (this.#running > 0) {
      await new Promise<void>((resolve) => {
        this.#settled = resolve;
      });
    }
  }
}
