import type { RollBackHolder, RollBackRequest, Run } from '../contract/payloads.ts';
import { later } from '../domain/propagation.ts';
import type { JournalRun } from '../ports/journal.ts';
import type { SwapWorld } from './world.ts';

/** An execution of RollBack, and what it was asked for with. */
export interface RollBack {
  readonly run: Run;
  readonly request: RollBackRequest;
}

/**
 * Marks the rollback of `run` as owed, and `rollBack` as the execution that is at it. Who takes another's place goes on
 * with what that one was asked for.
 * @returns the run as it stands then; `isAt` says whether the mark was accepted
 * @throws TransientFailure, JournalUnreadable
 */
export function markOwed(
  run: JournalRun,
  rollBack: RollBack,
  { journal, clock }: Pick<SwapWorld, 'journal' | 'clock'>,
): Promise<JournalRun | undefined> {
  const { arn, name } = rollBack.run;
  const at = later(clock.now(), 0);
  const holder: RollBackHolder = { arn, name, since: at, request: requestOf(run, rollBack) };
  return journal.markOwed({ run, holder, inPlaceOf: rollBack.request.predecessor ?? '', at });
}

/** What the rollback was asked for with first. */
export function requestOf({ holder }: JournalRun, { run, request }: RollBack): RollBackRequest {
  const follows = holder !== undefined && [run.arn, request.predecessor].includes(holder.arn);
  return follows ? holder.request : request;
}

/** True when the journal says that `rollBack` is at the rollback of the run. */
export function isAt(standing: JournalRun | undefined, execution: string, { run }: RollBack): boolean {
  return standing?.execution === execution && standing.status === 'owed' && standing.holder?.arn === run.arn;
}
