import type { JoinResult, JoinRollBackPayload, RollBackHolder, Run } from '../shared/contract/payloads.ts';
import { later } from '../shared/domain/propagation.ts';
import type { Clock } from '../shared/ports/clock.ts';
import type { Executions } from '../shared/ports/executions.ts';
import type { Journal } from '../shared/ports/journal.ts';

export interface JoinWorld {
  readonly journal: Pick<Journal, 'load' | 'joinRollBack' | 'markOwed'>;
  readonly executions: Pick<Executions, 'isRunning'>;
  readonly clock: Clock;
}

/**
 * Leaves the rollback to the execution that is at it, and keeps that this one was asked for as well. Where that execution
 * has ended, its place is taken.
 * @throws TransientFailure, JournalUnreadable
 */
export async function joinRollBack(
  { run, restore }: JoinRollBackPayload,
  world: JoinWorld,
): Promise<JoinResult> {
  const { holder, migrationRun, request } = restore;
  if (!holder) return { joined: false, reason: 'No execution is known to be at the rollback.' };
  if (!(await world.executions.isRunning(holder.arn))) return takePlace(run, holder, world);
  const at = later(world.clock.now(), 0);
  // One that follows an execution that has ended was asked for by nobody.
  const asked = request.source !== 'roll-back';
  const joined =
    !asked ||
    (await world.journal.joinRollBack(migrationRun, holder.arn, { execution: run.arn, request, at }));
  return joined
    ? { joined, reason: `Execution ${holder.name} is at it since ${holder.since}.` }
    : { joined, reason: `Execution ${holder.name} is not at it any more.` };
}

/** Whoever else is faster is found by RestoreLegacy. */
async function takePlace(
  { arn, name }: Run,
  dead: RollBackHolder,
  { journal, clock }: JoinWorld,
): Promise<JoinResult> {
  const state = await journal.load();
  const at = later(clock.now(), 0);
  const holder = { arn, name, since: at, request: dead.request };
  if (state) await journal.markOwed({ run: state.run, holder, inPlaceOf: dead.arn, at });
  return { joined: false, reason: `Execution ${dead.name} has ended: its place is taken.` };
}
