import type { Run } from '../../../shared/contract/run.ts';
import { NamedError } from '../../../shared/domain/named-error.ts';
import { timeAt } from '../../../shared/domain/time.ts';
import { notifyOnce } from '../../../shared/notices/notify-once.ts';
import type { Topic } from '../../../shared/ports/topic.ts';
import { ERRORS } from '../../contract/errors.ts';
import type { MigrationClosed } from '../../contract/payloads.ts';
import type { JournalState } from '../../domain/journal-state.ts';
import { closedMessage, closedReport } from '../../domain/messages/closed-message.ts';
import { timeline } from '../../domain/timeline.ts';
import type { ExecutionHistory } from '../../ports/execution-history.ts';
import type { Reports } from '../../ports/reports.ts';
import { advanceZones } from '../../swap/advance-zones.ts';
import { requireOpen } from '../../swap/load-run.ts';
import type { SwapPorts } from '../../swap/ports.ts';

export interface ClosePorts extends SwapPorts {
  readonly history: Pick<ExecutionHistory, 'visits'>;
  readonly reports: Reports;
  readonly topic: Topic;
}

/**
 * Closes the fences and the run, so that nothing can be written or rolled back any more, then reports and notifies.
 * A retry continues where the try before it failed.
 * @throws ForeignWrite, FenceLost, TransientFailure
 */
export async function closeMigration(run: Run, ports: ClosePorts): Promise<MigrationClosed> {
  const { settings, journal } = ports;
  const { state, closedAt } = await close(run, ports);
  const facts = {
    settings,
    state,
    closedAt,
    timeline: timeline(await ports.history.visits(run.arn)),
    decisions: (await journal.decisions()).filter(({ hold }) => hold.run === run.name),
  };
  const report = await ports.reports.put(run.name, 'closed', closedReport(facts));
  const notice = { execution: run.name, key: 'closed', teller: run.name };
  await notifyOnce(notice, closedMessage(facts, report), ports);
  return { summary: `Closed at ${closedAt}.`, report };
}

interface Closed {
  readonly state: JournalState;
  readonly closedAt: string;
}

async function close(run: Run, ports: ClosePorts): Promise<Closed> {
  const before = await ports.journal.load();
  const already = closedAlready(before, run);
  if (already) return already;
  const state = requireOpen(before, run);
  await advanceZones(run, { from: { kind: 'retired' }, to: { kind: 'retired' }, close: true }, state, ports);
  await ports.journal.endRun(run.name, 'closed', timeAt(ports.clock.now()));
  // An earlier invocation of this same state, still alive, may have been faster; a rollback that was requested before may
  // have marked the closed run since, and then nobody may be notified of a close.
  const closed = closedAlready(await ports.journal.load(), run);
  if (!closed)
    throw new NamedError(
      ERRORS.fenceLost,
      `Execution ${run.name} was rolled back while it was being closed.`,
    );
  return closed;
}

function closedAlready(state: JournalState | undefined, run: Run): Closed | undefined {
  if (state?.run.execution !== run.name || state.run.status !== 'closed') return undefined;
  return { state, closedAt: state.run.statusAt };
}
