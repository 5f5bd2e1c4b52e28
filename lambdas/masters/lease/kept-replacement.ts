import { NamedError } from '../../shared/domain/named-error.ts';
import { ERRORS } from '../contract/errors.ts';
import type { Replacement } from '../domain/replacement.ts';
import type { Kept, MastersJournal } from '../ports/masters-journal.ts';

/** @throws InvalidInput when nothing is kept of it, TransientFailure */
export async function keptReplacement(
  journal: Pick<MastersJournal, 'replacement'>,
  id: string,
): Promise<Kept<Replacement>> {
  const kept = await journal.replacement(id);
  if (!kept) throw new NamedError(ERRORS.invalidInput, `replacement.id: there is no record of ${id}`);
  return kept;
}
