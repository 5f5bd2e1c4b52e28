import { timeAt } from '../../../shared/domain/time.ts';
import type { RestoreResult } from '../../contract/roll-back-payloads.ts';
import type { HalfBegunRun, NothingTried, RunToRestore } from '../../domain/found-run.ts';
import type { JournalZone } from '../../domain/journal-state.ts';
import { readingOf } from '../../domain/reading.ts';
import { isAt } from '../../domain/roll-back.ts';
import { fenceOf, isRestoring, isUnderWay, type ZoneFence } from '../../domain/zone-fence.ts';
import type { RollBackPorts } from '../../swap/ports.ts';
import { FIRST_MS, ROUND_MS, tryEach, zonesToRestore } from '../../swap/restore-zones.ts';
import { sayOwed } from '../../swap/say-owed.ts';
import type { ZoneRestore } from '../../swap/zone-restore.ts';
import { findRun } from './find-run.ts';
import { type Mark, mark } from './mark.ts';
import { whyBarred } from './one-way-gate.ts';
import { changesBefore, notTried, type RestoreAsked, type Round, tried } from './result.ts';
import { shutLate } from './shut-late.ts';

/** The run is looked for again where it changed while it was looked at: a step, a take-over, another rollback. */
const MOST_LOOKS = 5;

type Look = { readonly result: RestoreResult } | { readonly again: Round };

/**
 * One round of a rollback: one read of the journal, one batch per zone where nobody interfered, and then the mark that the
 * rollback is owed, which shuts the run out. What isn't restored by then is restored from what the zones contain. What isn't
 * restored in the end is pending: the machine makes another round. It never throws because AWS is unavailable.
 */
export async function restoreLegacy(asked: RestoreAsked, ports: RollBackPorts): Promise<RestoreResult> {
  let round: Round = { asked, startedAt: ports.clock.now() };
  for (let looks = 1; looks <= MOST_LOOKS; looks++) {
    const looked = await look(round, ports);
    if ('result' in looked) return looked.result;
    round = looked.again;
  }
  return notTried(owed(`The run under way changed during each of ${MOST_LOOKS} checks.`), round);
}

async function look(round: Round, ports: RollBackPorts): Promise<Look> {
  const found = await findRun(round.asked, ports, round.doubted !== undefined);
  switch (found.kind) {
    case 'restore':
      return restore(found, round, ports);
    case 'half-begun':
      return shutOut(found, round, ports);
    default:
      return { result: notTried(await shut(found, ports), round) };
  }
}

/** That a run was closed is said by the zones' word alone once nothing that was sent before can change them any more. */
async function shut(found: NothingTried, ports: RollBackPorts): Promise<NothingTried> {
  if (found.kind !== 'leave' || !found.closedIn) return found;
  const why = await shutLate(found.closedIn, ports);
  return why === undefined ? found : owed(why);
}

async function restore(found: RunToRestore, round: Round, ports: RollBackPorts): Promise<Look> {
  const barred = await whyBarred(found, round.asked, ports);
  if (barred === 'changed') return { again: round };
  if (barred?.kind === 'as-seen') return restoreNow(found, round, ports, barred.fences);
  return barred ? { result: notTried(barred, round) } : restoreNow(found, round, ports);
}

/** @param seen until the run is marked, only zones that still have these fences are restored; undefined for all zones */
async function restoreNow(
  found: RunToRestore,
  round: Round,
  ports: RollBackPorts,
  seen?: readonly ZoneFence[],
): Promise<Look> {
  const state = seen ? { ...found.state, zones: underWayIn(seen) } : found.state;
  const zones = zonesToRestore(state, changesBefore(round), ports);
  const until = round.startedAt + ROUND_MS;
  const { run } = found.state;
  const say = () => sayOwed(ports, true, round.startedAt);
  // If this is an owed rollback's next round, not after the try: where Route 53 refuses, that is what keeps DNS on legacy.
  const latched = isAt(run, run.execution, round.asked) ? say() : undefined;
  await tryEach(zones, (zone) =>
    seen || found.from === 'journal'
      ? zone.fromJournal(round.startedAt + FIRST_MS)
      : zone.fromZone({ shutOut: false, touch: false, until }),
  );
  const made = await mark(found, round.asked, ports);
  if (made.kind === 'changed') return { again: round };
  // Only with the mark: another run may have begun meanwhile, whose records have the same health check.
  const said = latched ?? (mayLatch(made, zones) ? say() : '');
  const free =
    seen && made.kind === 'away' ? zones.filter(({ zoneId }) => isBegunIn(zoneId, seen, found)) : zones;
  if (made.kind !== 'joined')
    await tryEach(free, (zone) => zone.fromZone({ shutOut: made.kind === 'marked', touch: true, until }));
  const doubtful = found.from === 'journal' && !round.doubted && zones.some(({ notOurs }) => notOurs);
  if (doubtful) return { again: { ...round, doubted: zones } };
  const result = tried(found, zones, made, round);
  const unsaid = await said;
  return { result: unsaid === '' ? result : { ...result, reason: `${result.reason} ${unsaid}` } };
}

/** A step may still begin in these, once the journal is back. */
function underWayIn(seen: readonly ZoneFence[] = []): ReadonlyMap<string, JournalZone> {
  const written = { changeId: '', acceptedAt: '', ttlInForceSeconds: 0 };
  return new Map(
    seen.flatMap((one) => {
      const fence = isUnderWay(one) ? fenceOf(one) : undefined;
      const { id } = one.zone;
      return fence ? [[id, { zoneId: id, fence, ...written }] as const] : [];
    }),
  );
}

/** No step is accepted any more in a zone that this rollback, or one before it, has begun to restore. */
function isBegunIn(zoneId: string, seen: readonly ZoneFence[], { state: { run } }: RunToRestore): boolean {
  return seen.some((one) => one.zone.id === zoneId && isRestoring(run, one));
}

/** If the journal is away, no run begins; but one may have begun before, and then its fence says so. */
function mayLatch({ kind }: Mark, zones: readonly ZoneRestore[]): boolean {
  return kind === 'marked' || (kind === 'away' && zones.some(({ notOurs }) => !notOurs));
}

/**
 * A run that is claimed but has no whole before-image yet has changed nothing. It is shut out first, so that it can't keep
 * one any more; what it kept in the last moment is then found by another look, and restored, which shuts out its first batch.
 * Its first batch may have been sent, too, before both before-images were lost: the zones are shut to that.
 */
async function shutOut(found: HalfBegunRun, round: Round, ports: RollBackPorts): Promise<Look> {
  const { execution, status } = found.state.run;
  if (status !== 'owed') {
    const made = await mark(found, round.asked, ports);
    return made.kind === 'away' ? { result: notTried(owed(made.why), round) } : { again: round };
  }
  const why = found.hidesAnother ? undefined : await shutLate(found.unshut, ports);
  if (why !== undefined) return { result: notTried(owed(why), round) };
  const ended = await readingOf(() => ports.journal.endRun(execution, 'restored', timeAt(ports.clock.now())));
  if (!ended.known) return { result: notTried(owed(ended.why), round) };
  if (found.hidesAnother) return { again: round };
  const left = {
    kind: 'leave',
    outcome: 'nothing-to-restore',
    reason: found.reason,
    underWay: '',
    migrationRun: execution,
  } as const;
  return { result: notTried(left, round) };
}

function owed(reason: string): NothingTried {
  return { kind: 'owed', reason, pending: [], migrationRun: '' };
}
