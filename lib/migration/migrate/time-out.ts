import { Choice, type TaskStateBase } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { MIGRATE } from '../../../lambdas/migration/contract/states.ts';
import { CAUGHT_IN_WORDS } from '../../shared/machines/execution.ts';
import type { MigrationFunctions } from '../functions/migration-functions.ts';
import { migrationTask } from '../machines/migration-task.ts';
import type { RollBackBranch } from './roll-back-branch.ts';
import { set, variable } from './variables.ts';
import { ofLegacy, verdictIs } from './verdict.ts';

/**
 * Nobody decided about a hold in time. It is rolled back if legacy can take all the traffic; otherwise it stays, and people are
 * asked again.
 */
export class TimeOut {
  readonly start: TaskStateBase;

  /** @param hold where people are asked */
  constructor(
    scope: Construct,
    functions: MigrationFunctions,
    hold: TaskStateBase,
    rollBack: RollBackBranch,
  ) {
    this.start = migrationTask(scope, functions, MIGRATE.judgeTimeOut, {
      payload: {
        run: variable('run'),
        held: variable('legacy'),
        state: variable('hold.state'),
        oneWay: rollBack.isOneWay,
      },
    });
    this.start.addCatch(hold, {
      errors: ['States.ALL'],
      assign: set({ legacy: [CAUGHT_IN_WORDS] }),
    });
    const mayRollBack = Choice.jsonata(scope, 'MayRollBack', {
      comment: 'Legacy can take all the traffic: roll back. Otherwise ask again.',
      assign: set({ legacy: ofLegacy('legacy') }),
    });
    this.start.next(mayRollBack.when(verdictIs('pass'), rollBack.start).otherwise(hold));
  }
}
