import type { Replacement } from '../domain/replacement.ts';
import type { Kept, MastersStore } from '../ports/masters-store.ts';
import { keptReplacement } from './kept-replacement.ts';
import { untilPut } from './until-put.ts';

type Store = Pick<MastersStore, 'replacement' | 'putReplacement'>;
type Change = (kept: Replacement) => Replacement;

/**
 * Changes what is kept of a replacement, on top of whatever others change at the same time. Nothing is written where
 * `change` returns what it was given.
 * @returns what is kept now
 * @throws InvalidInput when nothing is kept of it, TransientFailure when others were faster each time
 */
export async function changeReplacement(store: Store, id: string, change: Change): Promise<Replacement> {
  return (await changeKept(store, await keptReplacement(store, id), change)).value;
}

/**
 * The same, on top of what was read a moment ago: it is read anew only where others have changed it since.
 * @throws InvalidInput, TransientFailure
 */
export function changeKept(
  store: Store,
  read: Kept<Replacement>,
  change: Change,
): Promise<Kept<Replacement>> {
  const { id } = read.value;
  let before = read;
  return untilPut(`The record of replacement ${id}`, async () => {
    const next = change(before.value);
    if (next === before.value) return before;
    if (await store.putReplacement(before, next)) return { value: next, version: before.version + 1 };
    before = await keptReplacement(store, id);
    return undefined;
  });
}
