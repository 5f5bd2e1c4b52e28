import type { Summary } from '../../../shared/contract/call.ts';
import { NamedError } from '../../../shared/domain/named-error.ts';
import { instant } from '../../../shared/domain/time.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import { ERRORS } from '../../contract/errors.ts';
import type { ReplacePayload } from '../../contract/payloads.ts';
import { releaseLease as released, requireHeld } from '../../domain/lease.ts';
import type { Replacement } from '../../domain/replacement.ts';
import { changeLease } from '../../lease/change-lease.ts';
import { changeKept } from '../../lease/change-replacement.ts';
import { keptReplacement } from '../../lease/kept-replacement.ts';
import type { MastersJournal } from '../../ports/masters-journal.ts';

export interface ReleasePorts {
  readonly clock: Clock;
  readonly journal: MastersJournal;
}

type Payload = Pick<ReplacePayload, 'run' | 'replacement' | 'fencing'>;

/**
 * Ends a successful replacement: it is marked as replaced, then the lease is freed. If it is interrupted between the two, a
 * second try or the sweep frees the lease.
 * @throws LeaseLost, TransientFailure
 */
export async function releaseLease(payload: Payload, { clock, journal }: ReleasePorts): Promise<Summary> {
  const { id, attempt } = payload.replacement;
  const [kept, { value: lease }] = await Promise.all([keptReplacement(journal, id), journal.lease()]);
  if (!(kept.value.status === 'replaced' && kept.value.attempt === attempt)) {
    requireHeld(lease, payload.run.arn, payload.fencing);
    const statusAt = instant(clock.now());
    await changeKept(journal, kept, (one) => replaced(one, attempt, statusAt));
  }
  await changeLease(journal, (lease) => ({ lease: released(lease, id) }));
  return { summary: `${id} is replaced, and its lease is released.` };
}

function replaced(kept: Replacement, attempt: number, statusAt: string): Replacement {
  if (kept.status === 'open' && kept.attempt === attempt) return { ...kept, status: 'replaced', statusAt };
  throw new NamedError(
    ERRORS.leaseLost,
    `Replacement ${kept.id} is ${kept.status} in attempt ${kept.attempt}: attempt ${attempt} must not act on it any more.`,
  );
}
