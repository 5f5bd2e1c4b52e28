import type { Caller } from '../request/calls.ts';

/** Where calls wait before they reach their service. The first that arrives is announced. */
export class Park {
  /** Resolves with the caller of the first one; rejects when the gateway stops before any arrives. */
  readonly whenArrived: Promise<Caller>;
  readonly #name: string;
  readonly #open: Promise<void>;
  #arrive: (caller: Caller) => void = () => {};
  #nobody: (error: Error) => void = () => {};
  #release: () => void = () => {};
  #arrived = false;
  #released = false;

  constructor(name: string) {
    this.#name = name;
    this.whenArrived = new Promise((resolve, reject) => {
      this.#arrive = resolve;
      this.#nobody = reject;
    });
    // Whoever awaits it sees the rejection; when nobody does, it is no error of the process.
    this.whenArrived.catch(() => {});
    this.#open = new Promise((resolve) => {
      this.#release = resolve;
    });
  }

  get arrived(): boolean {
    return this.#arrived;
  }

  /** Lets the waiting calls continue, and all later ones through. */
  release(): void {
    this.#released = true;
    this.#release();
  }

  get released(): boolean {
    return this.#released;
  }

  /** Announces `caller` and waits; the gateway's side. */
  async hold(caller: Caller): Promise<void> {
    this.#arrived = true;
    this.#arrive(caller);
    await this.#open;
  }

  /** Nobody will come any more. */
  close(): void {
    this.#nobody(new Error(`no call arrived to be parked: ${this.#name}`));
    this.release();
  }
}
