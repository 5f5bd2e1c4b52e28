import { ERRORS } from '../shared/contract/errors.ts';
import type { ReplacePayload } from '../shared/contract/masters/payloads.ts';
import { releaseLease as released } from '../shared/domain/masters/lease.ts';
import { NamedError } from '../shared/domain/named-error.ts';
import { instant } from '../shared/domain/text.ts';
import { changeLease } from '../shared/lease/change-lease.ts';
import { changeReplacement } from '../shared/lease/change-replacement.ts';
import { requireLease } from '../shared/lease/require-lease.ts';
import type { Clock } from '../shared/ports/clock.ts';
import type { MastersStore, Replacement } from '../shared/ports/masters/masters-store.ts';

export interface ReleaseWorld {
  readonly clock: Clock;
  readonly store: MastersStore;
}

type Payload = Pick<ReplacePayload, 'run' | 'replacement' | 'fencing'>;

/**
 * Ends a replacement that went well: it is replaced, and then the lease is free. What is cut off between the two is found
 * replaced by a second try, or by the sweep.
 * @throws LeaseLost, TransientFailure
 */
export async function releaseLease(
  payload: Payload,
  { clock, store }: ReleaseWorld,
): Promise<{ summary: string }> {
  const { id, attempt } = payload.replacement;
  const before = (await store.replacement(id))?.value;
  if (!(before?.status === 'replaced' && before.attempt === attempt)) {
    await requireLease({ store }, payload);
    const statusAt = instant(clock.now());
    await changeReplacement(store, id, (kept) => replaced(kept, attempt, statusAt));
  }
  await changeLease(store, (lease) => ({ lease: released(lease, id) }));
  return { summary: `${id} is replaced, and the lease is free of it.` };
}

function replaced(kept: Replacement, attempt: number, statusAt: string): Replacement {
  if (kept.status === 'open' && kept.attempt === attempt) return { ...kept, status: 'replaced', statusAt };
  throw new NamedError(
    ERRORS.leaseLost,
    `Replacement ${kept.id} is ${kept.status} in attempt ${kept.attempt}: attempt ${attempt} has no say in it any more.`,
  );
}
