import type { Replacement } from '../domain/replacement.ts';
import { isLeft, type Roll } from '../domain/roll.ts';
import type { MastersJournal } from '../ports/masters-journal.ts';

/** What is kept of the replacements of those of a roll's masters that are left, by instance. */
export async function replacementsOf(
  masters: Roll['masters'],
  journal: Pick<MastersJournal, 'replacement'>,
): Promise<ReadonlyMap<string, Replacement>> {
  return allReplacementsOf(masters.filter(isLeft), journal);
}

/** The same of all of them. */
export async function allReplacementsOf(
  masters: Roll['masters'],
  journal: Pick<MastersJournal, 'replacement'>,
): Promise<ReadonlyMap<string, Replacement>> {
  const kept = await Promise.all(masters.map(({ instance }) => journal.replacement(instance)));
  return new Map(kept.flatMap((one) => (one ? [[one.value.id, one.value] as const] : [])));
}
