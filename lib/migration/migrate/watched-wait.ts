import type { TaskStateBase } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { MIGRATE } from '../../../lambdas/migration/contract/states.ts';
import { type Expression, expression } from '../../shared/machines/expression.ts';
import type { MigrationFunctions } from '../functions/migration-functions.ts';
import { migrationTask } from '../machines/migration-task.ts';
import type { Failed, RollBackBranch } from './roll-back-branch.ts';
import { variable } from './variables.ts';

export interface WatchedWaitProps {
  /** The state's own name. */
  readonly named: string;
  /** When the wait is over, ISO 8601. */
  readonly until: Expression<string>;
  /** What follows, at the end or before it. */
  readonly judge: TaskStateBase;
  readonly rollBack: RollBackBranch;
  readonly failed: Failed;
}

/** A wait of hours or days that Watch may end, because there is something to judge now. It polls nothing. */
export function watchedWait(
  scope: Construct,
  functions: MigrationFunctions,
  { named, until, judge, rollBack, failed }: WatchedWaitProps,
): TaskStateBase {
  const wait = migrationTask(scope, functions, MIGRATE.soak, {
    named,
    payload: {
      run: variable('run'),
      taskToken: expression<string>('$states.context.Task.Token'),
      step: variable('step'),
      soakUntil: until,
    },
    waitForAnswer: secondsUntil(until),
  });
  wait.addCatch(judge, { errors: ['States.Timeout'] });
  rollBack.catchAll(wait, failed);
  wait.next(judge);
  return wait;
}

/** Never less than a second: Step Functions takes no less. */
function secondsUntil(moment: Expression<string>): Expression<number> {
  return expression<number>(
    `$max([1, $ceil(($toMillis(${moment}) - $toMillis($states.context.State.EnteredTime)) / 1000)])`,
  );
}
