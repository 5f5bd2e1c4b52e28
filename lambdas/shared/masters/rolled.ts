import type { MastersStore, Replacement, Roll } from '../ports/masters/masters-store.ts';

/** What is kept of the replacements of a roll's masters, by instance. */
export async function replacementsOf(
  { masters }: Roll,
  store: Pick<MastersStore, 'replacement'>,
): Promise<ReadonlyMap<string, Replacement>> {
  const found = new Map<string, Replacement>();
  for (const { instance, status } of masters) {
    const kept = status === 'replaced' ? undefined : await store.replacement(instance);
    if (kept) found.set(instance, kept.value);
  }
  return found;
}
