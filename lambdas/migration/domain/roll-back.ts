/** Whether a requested rollback applies to the run that is under way, and to which executions. */

import type { Run } from '../../shared/contract/run.ts';
import type { RunningExecution } from '../../shared/domain/running-execution.ts';
import type { RollBackHolder, RollBackRequest } from '../contract/roll-back-payloads.ts';
import type { JournalRun } from './journal-state.ts';

/** An execution of RollBack, and its request. */
export interface RollBack {
  readonly run: Run;
  readonly request: RollBackRequest;
}

export type RollBackDecision =
  | { readonly kind: 'restore' }
  | { readonly kind: 'joined'; readonly holder: RollBackHolder }
  | {
      readonly kind: 'leave';
      readonly outcome: 'nothing-to-restore' | 'already-restored' | 'refused' | 'held';
      readonly reason: string;
      /** Another run than the one that is meant, which continues; '' when none. */
      readonly underWay: string;
    };

/**
 * A rollback belongs to one run. One that names another run, or that was requested before the current run began (a late
 * event, a late retry), changes nothing. A run that took over a stopped one continues with what that one moved, so every
 * request since the first of them began is meant for it, too.
 *
 * One execution is at the rollback of a run; another one joins it. A request from before a run was closed may still roll it
 * back: the close did not know of it.
 */
export function decideRollBack(run: JournalRun | undefined, rollBack: RollBack): RollBackDecision {
  const { request } = rollBack;
  if (!run) return leave('nothing-to-restore', 'No run of this migration has changed a record yet.');
  if (followsIn(run, rollBack)) return { kind: 'restore' };
  if (request.source === 'roll-back' && run.status !== 'owed')
    return leave(
      'nothing-to-restore',
      `No rollback of execution ${run.execution} is owed: it is ${run.status}.`,
    );
  const meant = whyNotMeant(run, request);
  if (meant !== undefined)
    return leave('nothing-to-restore', meant, run.status === 'open' ? run.execution : '');
  switch (run.status) {
    case 'open':
      return { kind: 'restore' };
    case 'owed':
      return run.holder ? { kind: 'joined', holder: run.holder } : { kind: 'restore' };
    case 'restored':
      return leave('already-restored', `Execution ${run.execution} was rolled back at ${run.statusAt}.`);
    case 'closed':
      if (Date.parse(run.statusAt) > Date.parse(request.asOf)) return { kind: 'restore' };
      return leave(
        'refused',
        `The migration was closed at ${run.statusAt}; legacy may be gone. Move the records by hand.`,
      );
  }
}

/** Undefined when the request is about `run`. */
function whyNotMeant(run: JournalRun, { run: named, asOf }: RollBackRequest): string | undefined {
  if (named !== '') {
    return named === run.execution
      ? undefined
      : `The request is for execution ${named}; the run under way is ${run.execution}.`;
  }
  return Date.parse(asOf) < Date.parse(run.begunAt)
    ? `The request is of ${asOf}, before execution ${run.execution} began (${run.begunAt}): it is for an earlier run.`
    : undefined;
}

function leave(
  outcome: Extract<RollBackDecision, { kind: 'leave' }>['outcome'],
  reason: string,
  underWay = '',
): RollBackDecision {
  return { kind: 'leave', outcome, reason, underWay };
}

/** The first request for the rollback of `run`: who takes over another's rollback keeps that one's request. */
export function requestOf(run: JournalRun, rollBack: RollBack): RollBackRequest {
  return followsIn(run, rollBack) && run.holder ? run.holder.request : rollBack.request;
}

/** True when `rollBack`, or the one that it follows, is at the rollback of `run`. */
export function followsIn({ status, holder }: JournalRun, { run, request }: RollBack): boolean {
  return status === 'owed' && holder !== undefined && [run.arn, request.predecessor].includes(holder.arn);
}

/** No writer of it may change a zone any more, but a rollback. */
export function isOver({ status }: Pick<JournalRun, 'status'>): boolean {
  return status === 'restored' || status === 'closed';
}

/** True when the journal says that `run`, an execution of RollBack, is at the rollback of `execution`. */
export function isAt(
  standing: JournalRun | undefined,
  execution: string,
  { run }: { readonly run: Pick<Run, 'arn'> },
): boolean {
  return standing?.execution === execution && standing.status === 'owed' && standing.holder?.arn === run.arn;
}

/**
 * Which running executions of Migrate a rollback stops: the run it belongs to, or every one that had begun when
 * it was requested. The migration that requested it itself is left to end with its own error.
 */
export function executionsToStop(
  running: readonly RunningExecution[],
  request: RollBackRequest,
): readonly RunningExecution[] {
  // One that resumes another rollback, and finds that it isn't owed, has no request.
  if (request.source === 'roll-back') return [];
  return running.filter(
    ({ name, startedAt }) =>
      !(isOfMigration(request) && name === request.run) &&
      (request.run === '' ? Date.parse(startedAt) <= Date.parse(request.asOf) : name === request.run),
  );
}

/** Sent by the execution of Migrate itself. */
function isOfMigration({ source }: RollBackRequest): boolean {
  return source === 'migration' || source === 'decision';
}
