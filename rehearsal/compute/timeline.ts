/** What will happen, in order: by its moment, and at the same moment in the order in which it was planned. */

export interface Timer {
  cancel(): void;
}

interface Planned extends Timer {
  readonly at: number;
  readonly run: () => void;
}

export class Timeline {
  #now: number;
  #planned: Planned[] = [];
  #running = false;

  constructor(begin: number) {
    this.#now = begin;
  }

  /** The moment that is being lived, epoch milliseconds. */
  get now(): number {
    return this.#now;
  }

  /** The next moment at which something is planned. */
  get next(): number | undefined {
    return this.#planned[0]?.at;
  }

  /** Plans `run` for `at`, at the earliest for now. */
  at(at: number, run: () => void): Timer {
    const planned: Planned = {
      at: Math.max(at, this.#now),
      run,
      cancel: () => {
        this.#planned = this.#planned.filter((each) => each !== planned);
      },
    };
    const before = this.#planned.findIndex((each) => each.at > planned.at);
    this.#planned.splice(before === -1 ? this.#planned.length : before, 0, planned);
    return planned;
  }

  /** Lives on to `until`. Asked again by what it runs (a listener that calls an operation), it stays where it is. */
  liveTo(until: number): void {
    if (this.#running) return;
    this.#running = true;
    try {
      for (let first = this.#planned[0]; first && first.at <= until; first = this.#planned[0]) {
        this.#planned.shift();
        this.#now = first.at;
        first.run();
      }
      this.#now = Math.max(this.#now, until);
    } finally {
      this.#running = false;
    }
  }
}
