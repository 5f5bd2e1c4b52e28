import { isLeft } from '../domain/masters/roll.ts';
import type { MastersStore, Replacement, Roll } from '../ports/masters/masters-store.ts';

/** What is kept of the replacements of those of a roll's masters that are left, by instance. */
export async function replacementsOf(
  masters: Roll['masters'],
  store: Pick<MastersStore, 'replacement'>,
): Promise<ReadonlyMap<string, Replacement>> {
  const found = new Map<string, Replacement>();
  for (const { instance } of masters.filter(isLeft)) {
    const kept = await store.replacement(instance);
    if (kept) found.set(instance, kept.value);
  }
  return found;
}
