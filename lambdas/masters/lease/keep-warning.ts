import { withWarning } from '../domain/warnings.ts';
import type { MastersJournal } from '../ports/masters-journal.ts';
import { untilPut } from './until-put.ts';

/**
 * Keeps that EC2 warned of an instance, on top of whatever else is kept. What is old already is not kept.
 * @param at when it warned, ISO 8601
 * @param now ISO 8601
 * @throws TransientFailure
 */
export async function keepWarning(
  journal: Pick<MastersJournal, 'warnings' | 'putWarnings'>,
  instance: string,
  at: string,
  now: string,
): Promise<void> {
  await untilPut('The Spot warnings', async () => {
    const before = await journal.warnings();
    const next = withWarning(before.value, instance, at, now);
    return next === before.value || (await journal.putWarnings(before, next)) ? true : undefined;
  });
}
