/** Somebody pressed Ctrl-C, or the process was told to end. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Turns the signals that end a process into an end in order: everything that was started is ended first. */
export class Interruption {
  readonly #controller = new AbortController();
  readonly #onSignal = (signal: NodeJS.Signals) =>
    this.#controller.abort(new Interrupted(`ended by ${signal}`));
  /** Never resolves; rejects with `Interrupted`. */
  readonly interrupted: Promise<never>;

  constructor() {
    for (const signal of SIGNALS) process.on(signal, this.#onSignal);
    this.interrupted = new Promise((_, reject) => {
      this.signal.addEventListener('abort', () => reject(this.signal.reason), { once: true });
    });
    // Whoever awaits it sees the rejection.
    this.interrupted.catch(() => {});
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  end(): void {
    for (const signal of SIGNALS) process.off(signal, this.#onSignal);
  }
}
