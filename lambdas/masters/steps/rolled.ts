import type { Replacement } from '../domain/replacement.ts';
import type { Roll } from '../domain/roll.ts';
import type { MastersJournal } from '../ports/masters-journal.ts';

/** What is kept of the replacements of a roll's masters, by instance. */
export async function replacementsOf(
  masters: Roll['masters'],
  journal: Pick<MastersJournal, 'replacement'>,
): Promise<ReadonlyMap<string, Replacement>> {
  const kept = await Promise.all(masters.map(({ instance }) => journal.replacement(instance)));
  return new Map(kept.flatMap((one) => (one ? [[one.value.id, one.value] as const] : [])));
}
