import type { Run } from '../../../shared/contract/run.ts';
import { NamedError } from '../../../shared/domain/named-error.ts';
import { later } from '../../../shared/domain/time.ts';
import { ERRORS } from '../../contract/errors.ts';
import type { ChangeResult } from '../../contract/payloads.ts';
import type { JournalState } from '../../domain/journal-state.ts';
import { fenceInWords, isOf, isUnderWay, type ZoneFence } from '../../domain/zone-fence.ts';
import type { DnsPorts } from '../../readiness/look-at-dns.ts';
import { advanceZones } from '../../swap/advance-zones.ts';
import { askFences } from '../../swap/ask-fences.ts';
import { keepCopy } from '../../swap/keep-copy.ts';
import { loadRun } from '../../swap/load-run.ts';
import type { CopyPorts } from '../../swap/ports.ts';
import { lastLook } from './last-look.ts';

/** What the first change needs from outside: it looks at everything once more. */
export interface OpeningPorts extends CopyPorts {
  readonly dns: DnsPorts;
}

/**
 * Opens the run: claims the journal, keeps the before-image there and as a copy, then lowers the TTLs. The next state may begin when
 * the old TTLs have run out after propagation.
 *
 * The look comes before the claim. If the journal has lost a run that is under way, the look finds it in the zones, and after
 * a claim no rollback would look for it any more.
 * @throws MigrationInProgress, NotReady, ForeignWrite, FenceLost, BeforeImageUnreadable, TransientFailure
 */
export async function lowerTtl(run: Run, ports: OpeningPorts): Promise<ChangeResult> {
  const known = (await ports.journal.load())?.run;
  const isFree = known === undefined || known.status === 'restored';
  const images = isFree ? await lastLook(run, ports, ports.dns) : undefined;
  await ports.journal.claim({ execution: run.name, executionArn: run.arn, startedAt: run.startedAt });
  const state = await withBeforeImage(run, images, ports);
  await keepCopy(state, ports);
  const change = await advanceZones(run, { from: { kind: 'before' }, to: { kind: 'lowered' } }, state, ports);
  return { ...change, waitUntil: later(change.waitUntil, change.ttlInForceSeconds) };
}

type Images = Awaited<ReturnType<typeof lastLook>>;

/**
 * A before-image that was kept by an earlier try, or by another one that runs at the same time, is the one that
 * counts: the zone may have changed since. So what was kept is read back.
 */
async function withBeforeImage(
  run: Run,
  looked: Images | undefined,
  ports: OpeningPorts,
): Promise<JournalState> {
  const state = await loadRun(ports.journal, run);
  if (state.beforeImage.size > 0) return state;
  const copied = await ports.copy.load();
  if (copied?.run.execution === run.name) return keptMeanwhile(run, ports);
  const images = looked ?? (await lastLook(run, ports, ports.dns));
  // After the look: what is read while another try of this run lowers the TTLs is not what legacy was.
  const fences = await knownFences(ports);
  if (fences.some((one) => isOf({ execution: run.name, tookOver: '' }, one)))
    return keptMeanwhile(run, ports);
  requireNoOther(fences);
  await ports.journal.saveBeforeImage(run.name, images);
  const kept = await loadRun(ports.journal, run);
  if (kept.beforeImage.size > 0) return kept;
  throw new NamedError(
    ERRORS.notReady,
    'The records changed while they were read, so the before-image is inconsistent. The migration changed nothing. Start it again.',
  );
}

/** @throws TransientFailure where a zone can't be asked */
async function knownFences(ports: OpeningPorts): Promise<readonly ZoneFence[]> {
  const fences = await askFences(ports);
  for (const { zone, found } of fences) {
    if (!found.known) throw new NamedError(ERRORS.transient, `Zone ${zone.id}: ${found.why}`);
  }
  return fences;
}

/**
 * The journal may have lost another run after the look, whose first batch came after it, too. Only the copy knows that run now, and
 * must not give way to this one's.
 * @param fences of no zone that this run has changed @throws FenceLost
 */
function requireNoOther(fences: readonly ZoneFence[]): void {
  const other = fences.find(isUnderWay);
  if (other) throw new NamedError(ERRORS.fenceLost, `Zone ${other.zone.id}: ${fenceInWords(other)}`);
}

/**
 * What another try has kept since the journal was looked at. A run that has changed a zone, or has a copy of its
 * before-image, had kept one: where the journal has none still, it was lost.
 * @throws BeforeImageUnreadable
 */
async function keptMeanwhile(run: Run, { journal }: OpeningPorts): Promise<JournalState> {
  const kept = await loadRun(journal, run);
  if (kept.beforeImage.size > 0) return kept;
  throw new NamedError(
    ERRORS.beforeImageUnreadable,
    `The journal has lost the before-image of ${run.name}. If the copy exists, RollBack restores from it.`,
  );
}
