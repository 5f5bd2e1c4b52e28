import type { MastersStore, Replacement } from '../ports/masters/masters-store.ts';
import { keptReplacement } from './kept-replacement.ts';
import { untilPut } from './until-put.ts';

/**
 * Changes what is kept of a replacement, on top of whatever others change at the same time. Nothing is written where
 * `change` returns what it was given.
 * @returns what is kept now
 * @throws InvalidInput when nothing is kept of it, TransientFailure when others were faster each time
 */
export function changeReplacement(
  store: Pick<MastersStore, 'replacement' | 'putReplacement'>,
  id: string,
  change: (kept: Replacement) => Replacement,
): Promise<Replacement> {
  return untilPut(`What is kept of replacement ${id}`, async () => {
    const before = await keptReplacement(store, id);
    const next = change(before.value);
    return next === before.value || (await store.putReplacement(before, next)) ? next : undefined;
  });
}
