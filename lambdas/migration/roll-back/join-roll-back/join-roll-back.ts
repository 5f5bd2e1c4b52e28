import type { Run } from '../../../shared/contract/run.ts';
import { timeAt } from '../../../shared/domain/time.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { Executions } from '../../../shared/ports/executions.ts';
import type { JoinResult, JoinRollBackPayload, RollBackHolder } from '../../contract/roll-back-payloads.ts';
import { isAt } from '../../domain/roll-back.ts';
import type { Journal } from '../../ports/journal.ts';

export interface JoinPorts {
  readonly journal: Pick<Journal, 'load' | 'joinRollBack' | 'markOwed'>;
  readonly executions: Pick<Executions, 'isRunning'>;
  readonly clock: Clock;
}

/**
 * Leaves the rollback to the execution that is at it, and keeps this one's request as well. If that execution
 * has ended, its place is taken.
 * @throws TransientFailure, JournalUnreadable
 */
export async function joinRollBack(
  { run, restore }: JoinRollBackPayload,
  ports: JoinPorts,
): Promise<JoinResult> {
  const { holder, migrationRun, request } = restore;
  if (!holder) return { joined: false, reason: 'No execution is known to be running the rollback.' };
  if (!(await ports.executions.isRunning(holder.arn)))
    return (await takePlace(run, migrationRun, holder, ports)) ?? notAtIt(holder);
  const at = timeAt(ports.clock.now());
  // One that follows an ended execution has no request.
  const asked = request.source !== 'roll-back';
  const joined =
    !asked ||
    (await ports.journal.joinRollBack(migrationRun, holder.arn, { execution: run.arn, request, at }));
  return joined
    ? { joined, reason: `Execution ${holder.name} has been running it since ${holder.since}.` }
    : notAtIt(holder);
}

/**
 * Whoever else is faster is found by RestoreLegacy. Undefined where the rollback is done meanwhile, or another's: the run
 * that is under way then may be the next one, which nobody wants to roll back.
 */
async function takePlace(
  { arn, name }: Run,
  migrationRun: string,
  dead: RollBackHolder,
  { journal, clock }: JoinPorts,
): Promise<JoinResult | undefined> {
  const run = (await journal.load())?.run;
  if (!run || !isAt(run, migrationRun, { run: dead })) return undefined;
  const at = timeAt(clock.now());
  const holder = { arn, name, since: at, request: dead.request };
  await journal.markOwed({ run, holder, inPlaceOf: dead.arn, unlessOneWay: false, at });
  return { joined: false, reason: `Execution ${dead.name} has ended; this one takes over.` };
}

function notAtIt({ name }: RollBackHolder): JoinResult {
  return { joined: false, reason: `Execution ${name} is no longer running it.` };
}
