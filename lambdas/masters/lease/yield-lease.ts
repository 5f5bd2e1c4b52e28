import type { ReplacePayload } from '../contract/payloads.ts';
import type { MastersView } from '../contract/view.ts';
import { requireHeld, yieldLease } from '../domain/lease.ts';
import { waitsFor } from '../domain/placing.ts';
import type { MastersJournal } from '../ports/masters-journal.ts';
import { changeLease } from './change-lease.ts';

/**
 * Gives the lease up, and continues to recover, while a master of another group has the volumes that this replacement needs
 * and must be released first, which needs the lease.
 * @throws LeaseLost, TransientFailure
 */
export async function yieldToWhoGoes(
  journal: Pick<MastersJournal, 'lease' | 'putLease'>,
  view: MastersView,
  { run, replacement, fencing }: Pick<ReplacePayload, 'run' | 'replacement' | 'fencing'>,
): Promise<void> {
  const instance = waitsFor(view, replacement.group);
  if (instance === '') return;
  await changeLease(journal, async (lease) => {
    requireHeld(lease, run.arn, fencing);
    return { lease: yieldLease(lease, run.arn, instance) };
  });
}
