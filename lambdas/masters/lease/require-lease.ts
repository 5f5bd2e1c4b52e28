import type { ReplacePayload } from '../contract/payloads.ts';
import { type Lease, requireHeld } from '../domain/lease.ts';
import type { Replacement } from '../domain/replacement.ts';
import type { Kept, MastersJournal } from '../ports/masters-journal.ts';
import { keptReplacement } from './kept-replacement.ts';

/**
 * Reads the lease anew and proves that this execution still has it, as its holder or as one that recovers a master which
 * is gone. Nothing that an execution carries along is proof: who was overtaken does not know it.
 * @throws LeaseLost, TransientFailure
 */
export async function requireLease(
  { journal }: { readonly journal: Pick<MastersJournal, 'lease'> },
  { run, fencing }: Pick<ReplacePayload, 'run' | 'fencing'>,
): Promise<Lease> {
  const { value: lease } = await journal.lease();
  requireHeld(lease, run.arn, fencing);
  return lease;
}

/**
 * The same with what is kept of its replacement, read at the same moment.
 * @throws LeaseLost, InvalidInput, TransientFailure
 */
export async function requireLeaseOf(
  ports: { readonly journal: Pick<MastersJournal, 'lease' | 'replacement'> },
  payload: Pick<ReplacePayload, 'run' | 'fencing' | 'replacement'>,
): Promise<{ readonly lease: Lease; readonly kept: Kept<Replacement> }> {
  const { id } = payload.replacement;
  const [lease, kept] = await Promise.all([requireLease(ports, payload), keptReplacement(ports.journal, id)]);
  return { lease, kept };
}
