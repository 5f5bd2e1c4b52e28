import type { Clock } from '../../../shared/ports/clock.ts';
import type { Executions } from '../../../shared/ports/executions.ts';
import type { OneWaySettings } from '../../contract/one-way.ts';
import type { RestoreOutcome, RestoreResult, StopResult } from '../../contract/roll-back-payloads.ts';
import { isByPerson, judgeOneWay } from '../../domain/one-way.ts';
import { readingOf } from '../../domain/reading.ts';
import { decideRollBack, executionsToStop, isAt, type RollBack } from '../../domain/roll-back.ts';
import type { Journal } from '../../ports/journal.ts';
import { inTime } from '../../swap/in-time.ts';
import { PATIENCE_MS } from '../../swap/kept-run.ts';
import { markOwed } from '../../swap/mark-owed.ts';

export interface StopPorts {
  readonly settings: OneWaySettings;
  readonly migrateArn: string;
  readonly executions: Executions;
  readonly journal: Pick<Journal, 'load' | 'markOwed'>;
  readonly clock: Clock;
}

export interface StopAsked extends RollBack {
  /** Absent when RestoreLegacy itself failed. */
  readonly restore?: Pick<RestoreResult, 'outcome' | 'marked'>;
}

/** What RestoreLegacy comes to where the run must be shut out. */
const SHUTS_OUT: readonly RestoreOutcome[] = ['restored', 'owed', 'unrestorable'];

/**
 * Stops the executions of Migrate that the rollback is about. Comes after DNS: from the new fence on they can
 * change nothing anyway. Where the fence could not be written, nor the journal, the rollback is marked as owed here.
 * A refused rollback stops nothing: the execution that has closed the migration must still notify people. Nor does one that is
 * held: the migration waits for a person.
 * @throws TransientFailure
 */
export async function stopMigration(asked: StopAsked, ports: StopPorts): Promise<StopResult> {
  const { request, restore } = asked;
  const shutsOut = restore === undefined || SHUTS_OUT.includes(restore.outcome);
  const marked =
    (restore?.marked ?? false) || (shutsOut && !mayBeOneWay(asked, ports) && (await mark(asked, ports)));
  if (await leavesRunning(asked, marked, ports)) return { stopped: [], request, marked };
  const { executions, migrateArn } = ports;
  const stopping = executionsToStop(await executions.running(migrateArn), request);
  for (const { arn } of stopping) await executions.stop(arn, 'RolledBack', request.reason);
  return { stopped: stopping.map(({ arn }) => arn), request, marked };
}

/**
 * Whether the one-way step has begun, RestoreLegacy alone finds out: the journal may have been restored to an earlier time. So only
 * RestoreLegacy marks such a rollback, and until it has nothing is stopped. The next round tries again.
 */
function mayBeOneWay({ request }: RollBack, { settings }: Pick<StopPorts, 'settings'>): boolean {
  return settings.oneWayFromPercent !== undefined && !isByPerson(request);
}

/** RestoreLegacy says it; where that failed, the journal. If that is away, the next round stops. */
async function leavesRunning(asked: StopAsked, marked: boolean, ports: StopPorts): Promise<boolean> {
  const { request, restore } = asked;
  const { journal, settings } = ports;
  if (restore?.outcome === 'owed' && !marked) return mayBeOneWay(asked, ports);
  if (restore) return restore.outcome === 'refused' || restore.outcome === 'held';
  if (marked) return false;
  const kept = await readingOf(() => inTime(PATIENCE_MS, 'The journal', () => journal.load()));
  if (!kept.known) return mayBeOneWay(asked, ports);
  return kept.value !== undefined && judgeOneWay(kept.value, request, settings).kind !== 'restore';
}

/** False where the journal is away: then the next round marks. */
async function mark(rollBack: RollBack, ports: StopPorts): Promise<boolean> {
  const marked = await readingOf(() =>
    inTime(PATIENCE_MS, 'The journal', async () => {
      const run = (await ports.journal.load())?.run;
      if (!run || decideRollBack(run, rollBack).kind !== 'restore') return false;
      return isAt(await markOwed(run, rollBack, ports), run.execution, rollBack);
    }),
  );
  return marked.known && marked.value;
}
