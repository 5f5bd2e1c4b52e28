import { ERRORS } from '../contract/errors.ts';
import { NamedError } from '../domain/named-error.ts';
import type { Reading } from '../domain/reading.ts';
import { isTransient } from './transient.ts';

/** Runs `call`; an error becomes "not known, because …", so that one failing look-up hides no other. */
export async function readingOf<T>(call: () => Promise<T>): Promise<Reading<T>> {
  try {
    return { known: true, value: await call() };
  } catch (error) {
    return notKnown(error);
  }
}

/** A way to run calls whose failure is an answer too. */
export type Read = typeof readingOf;

/**
 * The same in a state that is tried again: what a later try may not meet is no answer yet.
 * @throws TransientFailure
 */
export async function readingNow<T>(call: () => Promise<T>): Promise<Reading<T>> {
  try {
    return { known: true, value: await call() };
  } catch (error) {
    const { why } = notKnown(error);
    const named = error instanceof Error && error.name === ERRORS.transient;
    if (named || isTransient(error)) throw new NamedError(ERRORS.transient, why, { cause: error });
    return { known: false, why };
  }
}

function notKnown(error: unknown): Extract<Reading<never>, { known: false }> {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  return { known: false, why: `${name}: ${message}` };
}
