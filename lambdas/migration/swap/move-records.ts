import type { Run } from '../../shared/contract/run.ts';
import { NamedError } from '../../shared/domain/named-error.ts';
import { later, timeAt } from '../../shared/domain/time.ts';
import { ERRORS } from '../contract/errors.ts';
import { isOneWay } from '../contract/one-way.ts';
import type { ChangeResult, ShiftPayload, ZoneChange } from '../contract/payloads.ts';
import type { MigrationSettings } from '../contract/settings.ts';
import { firstMeasurement } from '../domain/drain-verdict.ts';
import type { JournalState } from '../domain/journal-state.ts';
import { stagesOfStep, stepAt } from '../domain/steps.ts';
import { advanceZones } from './advance-zones.ts';
import { keepCopy } from './keep-copy.ts';
import { loadRun } from './load-run.ts';
import type { CopyPorts, SwapPorts } from './ports.ts';
import { requireInSync } from './require-in-sync.ts';
import { takeOver } from './take-over.ts';

/** How the records move from legacy to the cluster once a run is open: adopted, shifted step by step, retired. */

/**
 * Turns the simple records into weighted groups, all weight on legacy, A and AAAA in one batch. Not before the
 * lowered TTLs have reached all of Route 53's servers.
 * @throws NotInSync, ForeignWrite, FenceLost, JournalUnreadable, TransientFailure
 */
export async function adoptRecords(run: Run, ports: SwapPorts): Promise<ChangeResult> {
  const state = await loadRun(ports.journal, run);
  await requireInSync(lastChanges(state, ports.settings), ports);
  return advanceZones(run, { from: { kind: 'lowered' }, to: { kind: 'weighted', percent: 0 } }, state, ports);
}

/**
 * Gives the cluster the share of step `step`. A run that continues a stopped one takes that one over first. That a one-way step
 * begins is kept before its first batch, so that no rollback misses it. First in the copy: after a jump down the fences no longer show
 * it, and the journal may be unavailable. How often a person has jumped is kept, so that no late step from before a jump comes through.
 * @throws MigrationInProgress, ForeignWrite, FenceLost, BeforeImageUnreadable, TransientFailure
 */
export async function shiftWeight(
  { run, step, from, jumps = 0, continues }: ShiftPayload,
  ports: CopyPorts,
): Promise<ChangeResult> {
  if (continues !== '') await takeOver(run, continues, ports);
  const state = await loadRun(ports.journal, run);
  const oneWay = isOneWay(ports.settings, stepAt(ports.settings, step).percent);
  const turns = turnsBefore(jumps, from);
  const at = timeAt(ports.clock.now());
  if (oneWay) await keepCopy({ ...state, run: { oneWaySince: at, ...state.run } }, ports);
  if (oneWay || turns > 0) await ports.journal.beginStep(run.name, { oneWay, jumps: turns }, at);
  const stages = stagesOfStep(ports.settings, step, from);
  return advanceZones(run, { ...stages, jumps: turns, takesOver: state.run.tookOver }, state, ports);
}

/**
 * The steps after a jump count as one more than the jump itself: once they have come back to the share that it left, a late call of it
 * would find the zones just where it began.
 */
function turnsBefore(jumps: number, from = -1): number {
  return from < 0 ? 2 * jumps : 2 * jumps - 1;
}

/**
 * Replaces the weighted groups by the cluster's simple records. Legacy keeps running: the drain's minimum stay
 * begins here, and the next state waits until it is measured first. A run that continues one in its drain takes over its fences.
 * @throws ForeignWrite, FenceLost, TransientFailure
 */
export async function retireLegacyRecords(run: Run, ports: SwapPorts): Promise<ChangeResult> {
  const state = await loadRun(ports.journal, run);
  const stages = { from: { kind: 'weighted', percent: 100 }, to: { kind: 'retired' } } as const;
  const change = await advanceZones(run, { ...stages, takesOver: state.run.tookOver }, state, ports);
  return { ...change, waitUntil: later(change.waitUntil, firstMeasurement(ports.settings.drain)) };
}

/** @throws JournalUnreadable when it isn't kept of a zone how its TTLs were lowered */
function lastChanges(
  { zones }: JournalState,
  settings: Pick<MigrationSettings, 'zones'>,
): readonly Pick<ZoneChange, 'zoneId' | 'changeIds'>[] {
  return settings.zones.map(({ id: zoneId }) => {
    const written = zones.get(zoneId);
    if (written) return { zoneId, changeIds: [written.changeId] };
    throw new NamedError(
      ERRORS.journalUnreadable,
      `The journal does not say what was last written to zone ${zoneId}, so it is unknown whether the zone is in sync.`,
    );
  });
}
