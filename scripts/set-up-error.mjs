/** Something that the project needs is missing; the message is for the person who started it. */
export class SetUpError extends Error {
  name = 'SetUpError';
}

/** Somebody wants it ended. */
export class SetUpInterrupted extends SetUpError {
  name = 'SetUpInterrupted';
  /** @param {NodeJS.Signals} signal */
  constructor(signal) {
    super('The set-up was interrupted. Everything that it started has ended; the next start repeats it.');
    this.signal = signal;
  }
}
