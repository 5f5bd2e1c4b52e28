import type { Run } from '../../../shared/contract/run.ts';
import { NamedError } from '../../../shared/domain/named-error.ts';
import { later } from '../../../shared/domain/time.ts';
import { ERRORS } from '../../contract/errors.ts';
import type { ChangeResult } from '../../contract/payloads.ts';
import type { JournalState } from '../../domain/journal-state.ts';
import { isOf } from '../../domain/zone-fence.ts';
import type { DnsWorld } from '../../readiness/look-at-dns.ts';
import { advanceZones } from '../../swap/advance-zones.ts';
import { askFences } from '../../swap/ask-fences.ts';
import { keepCopy } from '../../swap/keep-copy.ts';
import { loadRun } from '../../swap/load-run.ts';
import type { CopyWorld } from '../../swap/world.ts';
import { lastLook } from './last-look.ts';

/** What the first change needs from outside: it looks at everything once more. */
export interface OpeningWorld extends CopyWorld {
  readonly dns: DnsWorld;
}

/**
 * Opens the run: claims the journal, keeps the before-image there and as a copy, then lowers the TTLs. The next state may begin when
 * the old TTLs have run out after propagation.
 * @throws MigrationInProgress, NotReady, ForeignWrite, FenceLost, BeforeImageUnreadable, TransientFailure
 */
export async function lowerTtl(run: Run, world: OpeningWorld): Promise<ChangeResult> {
  await world.journal.claim({ execution: run.name, executionArn: run.arn, startedAt: run.startedAt });
  const state = await withBeforeImage(run, world);
  await keepCopy(state, world);
  const change = await advanceZones(run, { from: { kind: 'before' }, to: { kind: 'lowered' } }, state, world);
  return { ...change, waitUntil: later(change.waitUntil, change.ttlInForceSeconds) };
}

/**
 * A before-image that was kept by an earlier try, or by another one that runs at the same time, is the one that
 * counts: the zone may have changed since. So what was kept is read back.
 */
async function withBeforeImage(run: Run, world: OpeningWorld): Promise<JournalState> {
  const state = await loadRun(world.journal, run);
  if (state.beforeImage.size > 0) return state;
  const copied = await world.copy.load();
  if (copied?.run.execution === run.name) return keptMeanwhile(run, world);
  const images = await lastLook(run, world, world.dns);
  // After the look: what is read while another try of this run lowers the TTLs is not what legacy was.
  if (await hasBegun(run, world)) return keptMeanwhile(run, world);
  await world.journal.saveBeforeImage(run.name, images);
  const kept = await loadRun(world.journal, run);
  if (kept.beforeImage.size > 0) return kept;
  throw new NamedError(
    ERRORS.notReady,
    'The records changed while they were read, so the before-image is inconsistent. The migration changed nothing. Start it again.',
  );
}

/** A zone's fence says that this run has changed it. @throws TransientFailure where a zone can't be asked */
async function hasBegun({ name }: Run, world: OpeningWorld): Promise<boolean> {
  const fences = await askFences(world);
  for (const { zone, found } of fences) {
    if (!found.known) throw new NamedError(ERRORS.transient, `Zone ${zone.id}: ${found.why}`);
  }
  return fences.some((one) => isOf({ execution: name, tookOver: '' }, one));
}

/**
 * What another try has kept since the journal was looked at. A run that has changed a zone, or has a copy of its
 * before-image, had kept one: where the journal has none still, it was lost.
 * @throws BeforeImageUnreadable
 */
async function keptMeanwhile(run: Run, { journal }: OpeningWorld): Promise<JournalState> {
  const kept = await loadRun(journal, run);
  if (kept.beforeImage.size > 0) return kept;
  throw new NamedError(
    ERRORS.beforeImageUnreadable,
    `The journal has lost the before-image of ${run.name}. If the copy exists, RollBack restores from it.`,
  );
}
