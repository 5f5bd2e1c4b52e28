/** What a round of a rollback came to, as the machine hands it on. */

import { cut, fitting } from '../../../shared/domain/text.ts';
import { later, latest, timeAt } from '../../../shared/domain/time.ts';
import { MOST_LISTED, type ZoneChange } from '../../contract/payloads.ts';
import { PROPAGATION_SECONDS } from '../../contract/propagation.ts';
import type { PendingZone, RestoreOutcome, RestoreResult } from '../../contract/roll-back-payloads.ts';
import type { NothingTried, RunToRestore } from '../../domain/found-run.ts';
import { fittingNames, notRestoredSummary } from '../../domain/not-restored.ts';
import { type RollBack, requestOf } from '../../domain/roll-back.ts';
import type { ZoneRestore } from '../../swap/zone-restore.ts';
import type { Mark } from './mark.ts';

/** Most names of those not restored that the reason mentions, characters; the result lists them all, as far as they fit. */
const MOST_NAMED = 500;
/** Most that is said of why a zone is pending, characters. */
const MOST_WHY = 1000;

export interface RestoreAsked extends RollBack {
  /** What the round before came to. */
  readonly restore?: RestoreResult | undefined;
}

/** What is at hand in one round. */
export interface Round {
  readonly asked: RestoreAsked;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  /** What was tried by the journal's word, before a zone was found to be another run's than that says. */
  readonly doubted?: readonly ZoneRestore[];
}

/** By which zones were restored before, in this round or an earlier one. */
export function changesBefore({ asked, doubted = [] }: Round): readonly ZoneChange[] {
  return [...doubted.flatMap(({ change }) => change ?? []), ...(asked.restore?.changes ?? [])];
}

/** No zone is tried, or none any more. */
export function notTried(chosen: NothingTried, round: Round): RestoreResult {
  const found = finishedFirst(chosen, round);
  const { kind, reason, migrationRun } = found;
  const before = round.asked.restore;
  // The round before has restored all zones, and the journal is still away.
  if (before?.outcome === 'restored' && kind === 'owed' && found.pending.length === 0)
    return { ...before, reason, marked: false };
  return {
    ...written(round, []),
    outcome: kind === 'leave' ? found.outcome : kind,
    reason,
    // The run that an earlier round was about is remembered, where this one can't say.
    migrationRun: kind === 'owed' && migrationRun === '' ? (before?.migrationRun ?? '') : migrationRun,
    underWay: kind === 'leave' ? found.underWay : '',
    pending: kind === 'owed' || kind === 'unrestorable' ? found.pending : [],
    ...(kind === 'joined' && { holder: found.holder }),
  };
}

/** A run of which a zone can't be restored is called so once all its other zones are finished. */
function finishedFirst(found: NothingTried, { doubted = [] }: Round): NothingTried {
  const unfinished = doubted.some(({ pending, notOurs }) => pending !== undefined && !notOurs);
  if (found.kind !== 'unrestorable' || !unfinished) return found;
  return { ...found, kind: 'owed', pending: pendingIn(doubted) };
}

export function tried(
  { state: { run } }: RunToRestore,
  zones: readonly ZoneRestore[],
  mark: Mark,
  round: Round,
): RestoreResult {
  const result = {
    ...written(round, zones),
    request: requestOf(run, round.asked),
    migrationRun: run.execution,
  };
  if (mark.kind === 'joined')
    return { ...result, outcome: 'joined', reason: mark.reason, holder: mark.holder };
  return {
    ...result,
    outcome: outcomeOf(zones, round.asked),
    reason: reasonOf(zones, mark, round.asked),
    marked: mark.kind === 'marked' || mark.kind === 'over',
    pending: pendingIn(zones),
  };
}

function reasonOf(zones: readonly ZoneRestore[], mark: Mark, { request }: RollBack): string {
  const news = zones.some(({ wrote, pending }) => wrote || pending !== undefined);
  const refused = notRestoredSummary(
    zones.flatMap(({ notRestored }) => notRestored),
    MOST_NAMED,
  );
  return [
    news ? request.reason : 'Every zone is already back on legacy, by an earlier try or another rollback.',
    ...(refused ? [refused] : []),
    ...fitting(
      zones.flatMap(({ unchecked }) => unchecked),
      MOST_NAMED,
      'names',
    ),
    ...(mark.kind === 'away' ? [`The journal can't be written: ${mark.why}`] : []),
  ].join('; ');
}

function outcomeOf(zones: readonly ZoneRestore[], { request }: RollBack): RestoreOutcome {
  const pending = zones.filter((zone) => zone.pending !== undefined);
  if (pending.length === 0) return 'restored';
  // First every other zone is finished. An execution that resumes another rollback has no request: it continues, too.
  const lost = pending.every(({ notOurs }) => notOurs) && request.source !== 'roll-back';
  return lost ? 'unrestorable' : 'owed';
}

function pendingIn(zones: readonly ZoneRestore[]): readonly PendingZone[] {
  return zones.flatMap(({ zoneId, pending }) =>
    pending === undefined ? [] : [{ zoneId, why: cut(pending.replace(`Zone ${zoneId}: `, ''), MOST_WHY) }],
  );
}

/** What was written in the rounds before and in this one. */
function written(
  round: Round,
  zones: readonly ZoneRestore[],
): Omit<RestoreResult, 'outcome' | 'reason' | 'migrationRun'> {
  const { asked, doubted = [] } = round;
  const before = asked.restore;
  const all = [...doubted, ...zones];
  const changes = zones.length > 0 ? zones.flatMap(({ change }) => change ?? []) : changesBefore(round);
  const startedAt = before?.startedAt ?? timeAt(round.startedAt);
  const acceptedAt = latest(changes.map((change) => change.acceptedAt)) ?? startedAt;
  const overwritten = [...(before?.overwritten ?? []), ...all.flatMap((zone) => zone.overwritten)];
  const ttls = [before?.ttlInForceSeconds ?? 0, ...all.map(({ ttlInForceSeconds }) => ttlInForceSeconds)];
  return {
    request: asked.request,
    underWay: '',
    startedAt,
    acceptedAt,
    changes,
    overwritten: fitting(overwritten, MOST_LISTED.result, 'names (CloudTrail has the batches)'),
    notRestored: fittingNames(
      zones.flatMap(({ notRestored }) => notRestored),
      MOST_LISTED.result,
    ),
    pending: [],
    marked: false,
    ttlInForceSeconds: Math.max(...ttls),
    waitUntil: changes.length > 0 ? later(acceptedAt, PROPAGATION_SECONDS) : startedAt,
  };
}
