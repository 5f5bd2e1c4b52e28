import { ERRORS } from '../contract/errors.ts';
import { NamedError } from '../domain/named-error.ts';
import type { MastersStore, Replacement } from '../ports/masters/masters-store.ts';

/** More writers than this at once there are not: the execution, TakeSignal, SweepMasters, a person's decision. */
const MOST_TRIES = 10;

/**
 * Changes what is kept of a replacement, on top of whatever others change at the same time. Nothing is written where
 * `change` returns what it was given.
 * @returns what is kept now
 * @throws InvalidInput when nothing is kept of it, TransientFailure when others were faster each time
 */
export async function changeReplacement(
  store: Pick<MastersStore, 'replacement' | 'putReplacement'>,
  id: string,
  change: (kept: Replacement) => Replacement,
): Promise<Replacement> {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const before = await store.replacement(id);
    if (!before) throw new NamedError(ERRORS.invalidInput, `replacement.id: nothing is kept of ${id}`);
    const next = change(before.value);
    if (next === before.value || (await store.putReplacement(before, next))) return next;
  }
  throw new NamedError(
    ERRORS.transient,
    `What is kept of replacement ${id} was changed by others ${MOST_TRIES} times while it was to be changed here.`,
  );
}
