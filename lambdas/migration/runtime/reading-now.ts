import { isTransient } from '../../shared/adapters/transient.ts';
import { NamedError } from '../../shared/domain/named-error.ts';
import { ERRORS } from '../contract/errors.ts';
import { type Reading, whyNotKnown } from '../domain/reading.ts';

/**
 * As `readingOf`, in a state that is tried again: what a later try may not meet is no answer yet.
 * @throws TransientFailure
 */
export async function readingNow<T>(call: () => Promise<T>): Promise<Reading<T>> {
  try {
    return { known: true, value: await call() };
  } catch (error) {
    const why = whyNotKnown(error);
    const named = error instanceof Error && error.name === ERRORS.transient;
    if (named || isTransient(error)) throw new NamedError(ERRORS.transient, why, { cause: error });
    return { known: false, why };
  }
}
