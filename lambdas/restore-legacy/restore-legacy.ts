import {
  MOST_LISTED,
  type NotRestored,
  type PendingZone,
  type RestoreResult,
  type RollBackRequest,
} from '../shared/contract/payloads.ts';
import { PROPAGATION_SECONDS } from '../shared/contract/propagation.ts';
import { fittingNames, notRestoredSummary } from '../shared/domain/not-restored.ts';
import { later, latest } from '../shared/domain/propagation.ts';
import { decideRollBack } from '../shared/domain/roll-back.ts';
import { countOf, fitting } from '../shared/domain/text.ts';
import type { JournalState } from '../shared/ports/journal.ts';
import { isAt, markOwed, type RollBack } from '../shared/swap/mark-owed.ts';
import { restoreZones } from '../shared/swap/restore-zones.ts';
import type { SwapWorld } from '../shared/swap/world.ts';

/** Most names of those not restored that the reason mentions, characters; the result lists them all, as far as they fit. */
const MOST_NAMED = 500;

/**
 * Puts legacy back: one read of the journal, one batch per zone where nobody interfered. Of a zone that was found as
 * it was before, the result has a change all the same, unless the journal says that it was confirmed. Where Route 53
 * refuses names, the others are restored, and the run stays shut out in the journal until a later rollback restores all.
 * @throws TransientFailure, RollBackIncomplete, BeforeImageUnreadable
 */
export async function restoreLegacy(rollBack: RollBack, world: SwapWorld): Promise<RestoreResult> {
  const { request } = rollBack;
  const startedAt = later(world.clock.now(), 0);
  const state = await stateToRestore(rollBack, world);
  const decision = decideRollBack(state?.run, request);
  const migrationRun = state?.run.execution ?? '';
  if (decision.kind === 'leave' || !state) {
    const { outcome, reason } =
      decision.kind === 'leave' ? decision : { outcome: 'nothing-to-restore' as const, reason: '' };
    return { outcome, reason, migrationRun, ...nothingDone(request, startedAt) };
  }
  const zones = await restoreZones(state, rollBack, world);
  const done = { ...nothingDone(request, startedAt), migrationRun };
  if (zones.changes.length === 0 && zones.left.length > 0)
    return { ...done, outcome: 'refused', reason: zones.left.join('; ') };
  const partly = zones.notRestored.length > 0;
  const marked = partly && isAt(await markOwed(state.run, rollBack, world), migrationRun, rollBack);
  const why =
    zones.wrote || partly
      ? request.reason
      : 'Every zone was found back on legacy: by an earlier try of this rollback, or by another one.';
  const summary = notRestoredSummary(zones.notRestored, MOST_NAMED);
  const acceptedAt = latest(zones.changes.map((change) => change.acceptedAt)) ?? startedAt;
  return {
    ...done,
    outcome: partly ? 'owed' : zones.wrote ? 'restored' : 'already-restored',
    reason: [
      why,
      ...(summary ? [summary] : []),
      ...zones.left,
      ...fitting(zones.unchecked, MOST_NAMED, 'names'),
    ].join('; '),
    marked,
    acceptedAt,
    changes: zones.changes,
    overwritten: fitting(zones.overwritten, MOST_LISTED.result, 'names (CloudTrail has the batches)'),
    pending: refusedIn(zones.notRestored),
    notRestored: fittingNames(zones.notRestored, MOST_LISTED.result),
    ttlInForceSeconds: zones.ttlInForceSeconds,
    waitUntil: later(acceptedAt, PROPAGATION_SECONDS),
  };
}

function refusedIn(names: readonly NotRestored[]): PendingZone[] {
  return [...Map.groupBy(names, ({ zoneId }) => zoneId)].map(([zoneId, own]) => ({
    zoneId,
    why: `Route 53 refuses ${countOf(own.length, 'name')}.`,
  }));
}

/**
 * A run that is claimed but has no whole before-image yet has changed nothing. It is shut out first, so that it can't
 * keep one any more; what it kept in the last moment is then found and restored, which shuts out its first batch.
 * What is found then may be another run, which began meanwhile: so it is looked at anew.
 */
async function stateToRestore(rollBack: RollBack, world: SwapWorld): Promise<JournalState | undefined> {
  for (;;) {
    const state = await world.journal.load();
    const halfBegun = state?.run.status === 'open' && state.beforeImage.size === 0;
    if (!halfBegun || decideRollBack(state.run, rollBack.request).kind === 'leave') return state;
    await markOwed(state.run, rollBack, world);
  }
}

function nothingDone(
  request: RollBackRequest,
  startedAt: string,
): Omit<RestoreResult, 'outcome' | 'reason' | 'migrationRun'> {
  return {
    request,
    underWay: '',
    startedAt,
    acceptedAt: startedAt,
    changes: [],
    overwritten: [],
    notRestored: [],
    pending: [],
    marked: false,
    ttlInForceSeconds: 0,
    waitUntil: startedAt,
  };
}
