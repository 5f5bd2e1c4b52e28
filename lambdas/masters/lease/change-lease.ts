import type { Lease } from '../domain/lease.ts';
import type { MastersJournal } from '../ports/masters-journal.ts';
import { untilPut } from './until-put.ts';

/**
 * Changes the lease, on top of whatever others change at the same time. Nothing is written where the lease stays the same.
 * @param change gives the lease to be put, beside what else the caller wants to know
 * @throws TransientFailure
 */
export function changeLease<Verdict extends { readonly lease: Lease }>(
  journal: Pick<MastersJournal, 'lease' | 'putLease'>,
  change: (lease: Lease) => Verdict | Promise<Verdict>,
): Promise<Verdict> {
  return untilPut('The lease', async () => {
    const before = await journal.lease();
    const verdict = await change(before.value);
    const { lease } = verdict;
    return lease === before.value || (await journal.putLease(before, lease)) ? verdict : undefined;
  });
}
