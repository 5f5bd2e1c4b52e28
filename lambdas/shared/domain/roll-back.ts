/** Whether a rollback that was asked for applies to the run that is under way, and to which executions. */
import type { RestoreOutcome, RollBackRequest } from '../contract/payloads.ts';
import type { JournalRun } from '../ports/journal.ts';

export type RollBackDecision =
  | { readonly kind: 'restore' }
  | {
      readonly kind: 'leave';
      readonly outcome: Exclude<RestoreOutcome, 'restored'>;
      readonly reason: string;
    };

/**
 * A rollback belongs to one run. One that names another run, or that was asked for before the current run
 * began (a late event, a late retry), changes nothing. A run that took over a stopped one goes on with what that
 * moved, so what was asked for since the first of them began is meant for it too.
 */
export function decideRollBack(run: JournalRun | undefined, request: RollBackRequest): RollBackDecision {
  if (!run) return leave('nothing-to-restore', 'No run of this migration has changed a record yet.');
  if (request.run !== '' && request.run !== run.execution) {
    return leave(
      'nothing-to-restore',
      `This is about execution ${request.run}; the run under way is ${run.execution}.`,
    );
  }
  if (request.run === '' && Date.parse(request.asOf) < Date.parse(run.begunAt)) {
    return leave(
      'nothing-to-restore',
      `Asked as of ${request.asOf}, before execution ${run.execution} began (${run.begunAt}): meant for an earlier run.`,
    );
  }
  if (run.status === 'closed') {
    return leave(
      'refused',
      `The migration was closed at ${run.statusAt}; legacy may be gone. Move the records by hand.`,
    );
  }
  if (run.status === 'restored') {
    return leave('already-restored', `Execution ${run.execution} was rolled back at ${run.statusAt}.`);
  }
  return { kind: 'restore' };
}

function leave(outcome: Exclude<RestoreOutcome, 'restored'>, reason: string): RollBackDecision {
  return { kind: 'leave', outcome, reason };
}

/** A running execution of Migrate. */
export interface RunningExecution {
  readonly name: string;
  readonly arn: string;
  readonly startedAt: string;
}

/**
 * Which running executions of Migrate a rollback stops: the run it belongs to, or every one that had begun when
 * it was asked for. The migration that asked itself is left to end with its own error.
 */
export function executionsToStop(
  running: readonly RunningExecution[],
  request: RollBackRequest,
): readonly RunningExecution[] {
  return running.filter(
    ({ name, startedAt }) =>
      !(request.source === 'migration' && name === request.run) &&
      (request.run === '' ? Date.parse(startedAt) <= Date.parse(request.asOf) : name === request.run),
  );
}
