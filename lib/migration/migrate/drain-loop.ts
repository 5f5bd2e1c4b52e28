import { Choice, type State, type TaskStateBase } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type { ResultOf } from '../../../lambdas/migration/contract/calls.ts';
import { MIGRATE } from '../../../lambdas/migration/contract/states.ts';
import { input } from '../../shared/machines/reader.ts';
import type { MigrationFunctions } from '../functions/migration-functions.ts';
import { migrationTask } from '../machines/migration-task.ts';
import type { Hold } from './hold.ts';
import type { RollBackBranch } from './roll-back-branch.ts';
import { Silence } from './silence.ts';
import { set, variable } from './variables.ts';
import { failedBy, heldBy, verdictIs } from './verdict.ts';
import { watchedWait } from './watched-wait.ts';

const FAILED = { state: MIGRATE.measureLegacyTraffic, resume: MIGRATE.closeMigration };
const measured = input<ResultOf<'MeasureLegacyTraffic'>>();

/**
 * Legacy continues to run until it is quiet, for resolvers and clients may keep old answers far longer than the TTL; a rollback is
 * still possible.
 */
export class DrainLoop {
  readonly start: TaskStateBase;
  readonly #verdict: Choice;

  constructor(scope: Construct, functions: MigrationFunctions, hold: Hold, rollBack: RollBackBranch) {
    const measure = migrationTask(scope, functions, MIGRATE.measureLegacyTraffic, {
      payload: { run: variable('run'), retiredAt: variable('retiredAt') },
    });
    const until = variable('drainUntil');
    const silence = new Silence(scope, functions, {
      what: 'drain',
      until,
      judge: measure,
      hold,
      held: FAILED,
    });
    this.start = watchedWait(scope, functions, {
      named: MIGRATE.waitForDrain,
      until,
      judge: measure,
      silence,
      rollBack,
      failed: FAILED,
    });
    silence.next(this.start);
    this.#verdict = Choice.jsonata(scope, 'IsLegacyQuiet', {
      comment:
        'Quiet: the migration is done. Not quiet or unknown: wait longer. Otherwise hold, or roll back.',
      assign: failedBy(FAILED),
    });

    measure.next(
      this.#verdict
        .when(verdictIs('inconclusive'), this.start, {
          assign: set({ drainUntil: measured('waitUntil') }),
        })
        .when(verdictIs('hold'), hold.start, {
          assign: heldBy(MIGRATE.measureLegacyTraffic, MIGRATE.closeMigration),
        })
        .otherwise(rollBack.start),
    );
    rollBack.catchAll(measure, FAILED);
  }

  /** Where the migration continues once legacy is quiet. */
  next(state: State): void {
    this.#verdict.when(verdictIs('pass'), state);
  }
}
