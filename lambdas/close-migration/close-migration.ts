import { ERRORS } from '../shared/contract/errors.ts';
import type { Run } from '../shared/contract/payloads.ts';
import { closedMessage, closedReport } from '../shared/domain/messages/closed-message.ts';
import { NamedError } from '../shared/domain/named-error.ts';
import { observe } from '../shared/domain/observed-zone.ts';
import { later } from '../shared/domain/propagation.ts';
import { timeline } from '../shared/domain/timeline.ts';
import type { ExecutionHistory } from '../shared/ports/execution-history.ts';
import type { JournalState } from '../shared/ports/journal.ts';
import type { Reports } from '../shared/ports/reports.ts';
import type { Topic } from '../shared/ports/topic.ts';
import { advanceZones } from '../shared/swap/advance-zones.ts';
import { loadRun } from '../shared/swap/load-run.ts';
import type { SwapWorld } from '../shared/swap/world.ts';
import { tellOnce } from '../shared/telling/tell-once.ts';

export interface CloseWorld extends SwapWorld {
  readonly history: ExecutionHistory;
  readonly reports: Reports;
  readonly topic: Topic;
}

/**
 * Closes the fences and the run, so that nothing can be written or rolled back any more, then reports and tells.
 * A retry goes on where the try before it failed.
 * @throws ForeignWrite, FenceLost, TransientFailure
 */
export async function closeMigration(
  run: Run,
  world: CloseWorld,
): Promise<{ summary: string; report: string }> {
  const { settings, journal } = world;
  const { state, closedAt } = await close(run, world);
  const facts = {
    settings,
    state,
    closedAt,
    timeline: timeline(await world.history.visits(run.arn)),
    decisions: (await journal.decisions()).filter(({ hold }) => hold.run === run.name),
  };
  const report = await world.reports.put(run.name, 'closed', closedReport(facts));
  const telling = { execution: run.name, key: 'closed', teller: run.name };
  await tellOnce(telling, closedMessage(facts, report), world);
  return { summary: `Closed at ${closedAt}.`, report };
}

async function close(run: Run, world: CloseWorld): Promise<{ state: JournalState; closedAt: string }> {
  const before = await world.journal.load();
  if (before?.run.execution === run.name && before.run.status === 'closed')
    return { state: before, closedAt: before.run.statusAt };
  const state = await loadRun(world.journal, run);
  await advanceZones(run, { from: { kind: 'retired' }, to: { kind: 'retired' }, close: true }, state, world);
  const closedAt = later(world.clock.now(), 0);
  if (!(await world.journal.endRun(run.name, 'closed', closedAt))) throw overtaken(run);
  await requireClosed(run, state, world);
  return { state, closedAt };
}

/** A rollback that began before the run was closed may have won the zone since; then nothing may be told as closed. */
async function requireClosed(run: Run, state: JournalState, { zoneOf }: CloseWorld): Promise<void> {
  for (const [zoneId, { fenceName }] of state.beforeImage) {
    const { fence } = observe(await zoneOf(zoneId).read([fenceName]), [], fenceName);
    const closed =
      fence.kind === 'ours' && fence.fence.phase === 'closed' && fence.fence.execution === run.name;
    if (!closed) throw overtaken(run);
  }
}

function overtaken(run: Run): NamedError {
  return new NamedError(ERRORS.fenceLost, `Execution ${run.name} was rolled back while it was being closed.`);
}
