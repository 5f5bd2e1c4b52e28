import { NamedError } from '../../shared/domain/named-error.ts';
import { ERRORS } from '../contract/errors.ts';

/** More writers than this at once there are not: the execution, TakeSignal, SweepMasters, a person's decision. */
const MOST_TRIES = 10;

/**
 * Reads, decides and puts, again for as long as others put something first.
 * @param attempt undefined: somebody else was faster
 * @param what is changed, for people
 * @throws TransientFailure when others were faster each time
 */
export async function untilPut<T>(what: string, attempt: () => Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const done = await attempt();
    if (done !== undefined) return done;
  }
  throw new NamedError(
    ERRORS.transient,
    `${what}: ${MOST_TRIES} consecutive write conflicts; it will be retried.`,
  );
}
