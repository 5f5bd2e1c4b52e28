import type { ReplacePayload } from '../contract/masters/payloads.ts';
import { requireHeld } from '../domain/masters/lease.ts';
import type { Lease, MastersStore } from '../ports/masters/masters-store.ts';

/**
 * Reads the lease anew and proves that this execution still has it, as its holder or as one that recovers a master which
 * is gone. Nothing that an execution carries along is proof: who was overtaken does not know it.
 * @throws LeaseLost, TransientFailure
 */
export async function requireLease(
  { store }: { readonly store: Pick<MastersStore, 'lease'> },
  { run, fencing }: Pick<ReplacePayload, 'run' | 'fencing'>,
): Promise<Lease> {
  const { value: lease } = await store.lease();
  requireHeld(lease, run.arn, fencing);
  return lease;
}
