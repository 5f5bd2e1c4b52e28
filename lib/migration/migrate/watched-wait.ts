import type { TaskStateBase } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { MIGRATE } from '../../../lambdas/migration/contract/states.ts';
import { SILENCE_SECONDS } from '../../../lambdas/migration/contract/watch.ts';
import { type Expression, expression } from '../../shared/machines/expression.ts';
import type { MigrationFunctions } from '../functions/migration-functions.ts';
import { migrationTask } from '../machines/migration-task.ts';
import type { Failed, RollBackBranch } from './roll-back-branch.ts';
import { secondsUntil } from './seconds.ts';
import type { Silence } from './silence.ts';
import { set, variable } from './variables.ts';

export interface WatchedWaitProps {
  /** The state's own name. */
  readonly named: string;
  /** When the wait is over, ISO 8601. */
  readonly until: Expression<string>;
  /** What follows, at the end or before it. */
  readonly judge: TaskStateBase;
  readonly silence: Silence;
  readonly rollBack: RollBackBranch;
  readonly failed: Failed;
}

/**
 * A wait of hours or days that Watch may end, because there is something to judge now. It polls nothing: each call of Watch sends
 * its heartbeat.
 */
export function watchedWait(
  scope: Construct,
  functions: MigrationFunctions,
  { named, until, judge, silence, rollBack, failed }: WatchedWaitProps,
): TaskStateBase {
  const seconds = secondsUntil(until);
  const wait = migrationTask(scope, functions, MIGRATE.soak, {
    named,
    payload: {
      run: variable('run'),
      taskToken: expression<string>('$states.context.Task.Token'),
      step: variable('step'),
      soakUntil: until,
    },
    waitForAnswer: seconds,
    // Less than the wait: Step Functions takes no more.
    heartbeat: expression<number>(`$min([${SILENCE_SECONDS}, ${seconds} - 1])`),
  });
  wait.addCatch(judge, { errors: ['States.Timeout'] });
  wait.addCatch(silence.start, {
    errors: ['States.HeartbeatTimeout'],
    assign: set({ silences: expression<number>(`${variable('silences')} + 1`) }),
  });
  rollBack.catchAll(wait, failed);
  wait.next(judge);
  return wait;
}
