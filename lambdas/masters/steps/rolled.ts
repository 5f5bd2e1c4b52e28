import type { Replacement } from '../domain/replacement.ts';
import { isLeft, type Roll } from '../domain/roll.ts';
import type { MastersJournal } from '../ports/masters-journal.ts';

/** What is kept of the replacements of those of a roll's masters that are left, by instance. */
export async function replacementsOf(
  masters: Roll['masters'],
  journal: Pick<MastersJournal, 'replacement'>,
): Promise<ReadonlyMap<string, Replacement>> {
  const left = masters.filter(isLeft).map(({ instance }) => instance);
  const kept = await Promise.all(left.map((instance) => journal.replacement(instance)));
  return new Map(kept.flatMap((one) => (one ? [[one.value.id, one.value] as const] : [])));
}
