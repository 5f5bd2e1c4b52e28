import type { Replacement } from '../domain/replacement.ts';
import type { Kept, MastersJournal } from '../ports/masters-journal.ts';
import { keptReplacement } from './kept-replacement.ts';
import { untilPut } from './until-put.ts';

type Store = Pick<MastersJournal, 'replacement' | 'putReplacement'>;
type Change = (kept: Replacement) => Replacement;

/**
 * Changes what is kept of a replacement, on top of whatever others change at the same time. Nothing is written where
 * `change` returns what it was given.
 * @returns what is kept now
 * @throws InvalidInput when nothing is kept of it, TransientFailure when others were faster each time
 */
export async function changeReplacement(journal: Store, id: string, change: Change): Promise<Replacement> {
  return (await changeKept(journal, await keptReplacement(journal, id), change)).value;
}

/**
 * The same, on top of what was read a moment ago: it is read anew only where others have changed it since.
 * @throws InvalidInput, TransientFailure
 */
export function changeKept(
  journal: Store,
  read: Kept<Replacement>,
  change: Change,
): Promise<Kept<Replacement>> {
  const { id } = read.value;
  let before = read;
  return untilPut(`The record of replacement ${id}`, async () => {
    const next = change(before.value);
    if (next === before.value) return before;
    if (await journal.putReplacement(before, next)) return { value: next, version: before.version + 1 };
    before = await keptReplacement(journal, id);
    return undefined;
  });
}
