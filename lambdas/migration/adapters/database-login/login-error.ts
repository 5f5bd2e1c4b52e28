import type { LoginFailure } from '../../contract/database-logins.ts';

/** A login ended here. Its message has nothing in it that a server said or a secret contains. */
export class LoginError extends Error {
  readonly failure: LoginFailure;

  constructor(failure: LoginFailure, message: string) {
    // No cause: a driver's error may have in it what was sent.
    super(message);
    this.name = 'LoginError';
    this.failure = failure;
  }
}

const TIMED_OUT = new Set(['ETIMEDOUT', 'PROTOCOL_SEQUENCE_TIMEOUT']);

/** What went wrong before the database itself answered: the words are Node's or the driver's. */
export function notReached(error: unknown): LoginError {
  const { code = '', message } = error as NodeJS.ErrnoException;
  const isOver = TIMED_OUT.has(code) || /time-?out/i.test(message);
  return new LoginError(
    isOver ? 'no-answer' : 'not-reached',
    code && !message.includes(code) ? `${code}: ${message}` : message,
  );
}
