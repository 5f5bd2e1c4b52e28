import type { Summary } from '../../../shared/contract/call.ts';
import { timeAt } from '../../../shared/domain/time.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { SoakPayload } from '../../contract/payloads.ts';
import type { Journal } from '../../ports/journal.ts';

/**
 * Keeps the soak's token where Watch finds it. The state itself waits: until Watch ends it, or for its time-out.
 * @throws FenceLost when the run was rolled back or closed meanwhile, TransientFailure
 */
export async function soak(
  { run, taskToken, step, soakUntil }: SoakPayload,
  { journal, clock }: { readonly journal: Pick<Journal, 'saveSoak'>; readonly clock: Clock },
): Promise<Summary> {
  const since = timeAt(clock.now());
  await journal.saveSoak({ run: run.name, step, taskToken, since, until: soakUntil });
  return { summary: `Soaks until ${soakUntil}, unless Watch ends it.` };
}
