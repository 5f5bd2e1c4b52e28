import { constants } from 'node:os';

/** Somebody pressed Ctrl-C, or the process got a signal to end. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
  readonly exitCode: number;

  constructor(signal: NodeJS.Signals) {
    super(`ended by ${signal}`);
    this.exitCode = 128 + constants.signals[signal];
  }
}

/** That end a process which doesn't listen to them. */
export const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Turns the signals that end a process into an end in order: everything that was started is ended first. */
export class Interruption {
  readonly #controller = new AbortController();
  readonly #onSignal = (signal: NodeJS.Signals) => {
    // Whoever asks twice does not want to wait; what must not stay is ended by handlers of 'exit'.
    if (this.signal.aborted) process.exit(128 + constants.signals[signal]);
    this.#controller.abort(new Interrupted(signal));
  };
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
