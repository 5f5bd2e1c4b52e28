import { Choice, Fail, type State, type TaskStateBase } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type { MigrationSettings } from '../../../lambdas/migration/contract/settings.ts';
import { CAUGHT } from '../../shared/machines/execution.ts';
import { condition, jsonata } from '../../shared/machines/expression.ts';
import { machineArn } from '../../shared/machines/names.ts';
import type { Topics } from '../../shared/notifications.ts';
import { failedDryRun } from '../machines/failed-dry-run.ts';
import { set, variable } from './variables.ts';

/** As it was started: ValidateInput, which reads the input, may be what fails. */
const REPEATED = condition("$states.context.Execution.Input.notify = 'changes'");

const ERROR = variable('failure.error');
const CAUSE = variable('failure.cause');

/**
 * Where a failure leads before anything was changed. Whoever starts an execution looks at it, but nobody looks at a dry run that a
 * schedule starts: people are notified of that one, without a function, which may be what fails. What no Catch sees, RollBack says.
 */
export class FailedPreflight {
  readonly #start: State;

  constructor(scope: Construct, topics: Topics, settings: MigrationSettings) {
    const failed = Fail.jsonata(scope, 'PreflightFailed', {
      comment: 'Preflight itself has failed, so it has no report. Nothing was changed.',
      error: jsonata(ERROR),
      cause: jsonata(CAUSE),
    });
    const notify = failedDryRun(scope, 'NotifyPreflightFailed', topics, settings, {
      comment: 'Notifies people that a repeated dry run has failed.',
      machineArn: machineArn(scope, settings.migration, 'Migrate'),
      error: ERROR,
      cause: CAUSE,
    });
    notify.addCatch(failed).next(failed);
    this.#start = Choice.jsonata(scope, 'IsAnybodyLooking', {
      comment: 'A schedule started it, or a person.',
    })
      .when(REPEATED, notify)
      .otherwise(failed);
  }

  /** What fails in between is caught in Preflight's own branches. */
  catchAll(...tasks: readonly TaskStateBase[]): void {
    for (const task of tasks)
      task.addCatch(this.#start, { errors: ['States.ALL'], assign: set({ failure: CAUGHT }) });
  }
}
