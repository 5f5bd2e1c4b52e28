import { Choice, type State, Wait, WaitTime } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type { MeasurePayload } from '../../../lambdas/migration/contract/payloads.ts';
import { MIGRATE } from '../../../lambdas/migration/contract/states.ts';
import { functionTask } from '../../shared/machines/function-task.ts';
import { jsonata } from '../../shared/machines/jsonata.ts';
import type { MigrationFunctions } from '../functions/migration-functions.ts';
import type { Hold } from './hold.ts';
import type { RollBackBranch } from './roll-back-branch.ts';
import { FAILED_VERDICT, heldBy, verdictIs } from './verdict.ts';

/** Legacy goes on running until it is quiet; a rollback is still possible. */
export class DrainLoop {
  readonly start: Wait;
  readonly #verdict: Choice;

  constructor(scope: Construct, functions: MigrationFunctions, hold: Hold, rollBack: RollBackBranch) {
    this.start = Wait.jsonata(scope, MIGRATE.waitForDrain, {
      comment: 'Legacy stays: resolvers and clients may hold on to old answers far longer than the TTL.',
      time: WaitTime.timestamp(jsonata('$drainUntil')),
    });
    const payload: Record<keyof MeasurePayload, string> = {
      run: jsonata('$run'),
      retiredAt: jsonata('$retiredAt'),
    };
    const measure = functionTask(scope, functions, MIGRATE.measureLegacyTraffic, { payload });
    this.#verdict = Choice.jsonata(scope, 'IsLegacyQuiet', {
      comment: 'Quiet: the migration is done. Not yet, or not known: wait longer. Else hold, or roll back.',
      assign: FAILED_VERDICT,
    });

    this.start.next(measure).next(
      this.#verdict
        .when(verdictIs('inconclusive'), this.start, {
          assign: { drainUntil: jsonata('$states.input.waitUntil') },
        })
        .when(verdictIs('hold'), hold.start, {
          assign: heldBy(MIGRATE.measureLegacyTraffic, MIGRATE.closeMigration),
        })
        .otherwise(rollBack.start),
    );
    rollBack.catchAll(measure);
  }

  /** Where the migration goes on once legacy is quiet. */
  next(state: State): void {
    this.#verdict.when(verdictIs('pass'), state);
  }
}
