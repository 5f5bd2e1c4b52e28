import { Choice, type State, type TaskStateBase, Wait, WaitTime } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type {
  ConfirmPayload,
  JudgeSoakPayload,
  ShiftPayload,
} from '../../../lambdas/migration/contract/payloads.ts';
import { MIGRATE } from '../../../lambdas/migration/contract/states.ts';
import { functionTask } from '../../shared/machines/function-task.ts';
import { EMPTY, jsonata, RESULT } from '../../shared/machines/jsonata.ts';
import { TRANSIENT } from '../../shared/machines/retries.ts';
import type { MigrationFunctions } from '../functions/migration-functions.ts';
import { PROPAGATION } from '../machines/retries.ts';
import type { Hold } from './hold.ts';
import type { RollBackBranch } from './roll-back-branch.ts';
import { FAILED_VERDICT, heldBy, verdictIs } from './verdict.ts';

/** One round for each step: shift, wait, confirm, soak, judge, decide. `$step` is the step's index. */
export class ShiftLoop {
  readonly start: TaskStateBase;
  readonly confirmWeight: TaskStateBase;
  readonly soak: Wait;
  readonly #verdict: Choice;

  constructor(scope: Construct, functions: MigrationFunctions, hold: Hold, rollBack: RollBackBranch) {
    this.start = shiftWeight(scope, functions);
    this.confirmWeight = confirmWeight(scope, functions);
    this.soak = Wait.jsonata(scope, MIGRATE.soak, {
      comment: 'The share is held and watched. One wait, however long the soak is.',
      time: WaitTime.timestamp(jsonata('$soakUntil')),
    });
    const waitForPropagation = Wait.jsonata(scope, MIGRATE.waitForPropagation, {
      comment: 'Route 53 brings a change to all its servers within a minute, as a rule.',
      time: WaitTime.timestamp(jsonata('$change.waitUntil')),
    });
    const judge = judgeSoak(scope, functions);
    this.#verdict = Choice.jsonata(scope, 'Verdict', {
      comment:
        'Good: the next step, or the end of the shift. Not enough seen: soak longer. Else hold, or roll back.',
      assign: FAILED_VERDICT,
    });

    this.start
      .next(waitForPropagation)
      .next(this.confirmWeight)
      .next(this.soak)
      .next(judge)
      .next(
        this.#verdict
          .when(verdictIs('pass', '$not($states.input.last)'), this.start, {
            assign: { step: jsonata('$step + 1') },
          })
          .when(verdictIs('inconclusive'), this.soak, {
            assign: { soakUntil: jsonata('$states.input.soakUntil'), extensions: jsonata('$extensions + 1') },
          })
          .when(verdictIs('hold'), hold.start, {
            assign: heldBy(MIGRATE.judgeSoak, jsonata('$states.input.resume')),
          })
          .otherwise(rollBack.start),
      );

    hold.catchForPerson(this.start, MIGRATE.shiftWeight);
    hold.catchForPerson(this.confirmWeight, MIGRATE.confirmWeight);
    for (const task of [this.start, this.confirmWeight, judge]) rollBack.catchAll(task);
  }

  /** Where the migration goes on after the last step. */
  next(state: State): void {
    this.#verdict.when(verdictIs('pass', '$states.input.last'), state);
  }
}

function shiftWeight(scope: Construct, functions: MigrationFunctions): TaskStateBase {
  const payload: Record<keyof ShiftPayload, string> = {
    run: jsonata('$run'),
    step: jsonata('$step'),
    continues: jsonata('$continues'),
  };
  // Taken over is taken over: the steps after the first one are this run's own.
  return functionTask(scope, functions, MIGRATE.shiftWeight, {
    payload,
    assign: { change: jsonata(RESULT), continues: EMPTY },
  });
}

function confirmWeight(scope: Construct, functions: MigrationFunctions): TaskStateBase {
  const payload: Record<keyof ConfirmPayload, string> = {
    run: jsonata('$run'),
    step: jsonata('$step'),
    change: jsonata('$change'),
  };
  return functionTask(scope, functions, MIGRATE.confirmWeight, {
    payload,
    retries: [PROPAGATION, TRANSIENT],
    assign: {
      soakFrom: jsonata(`${RESULT}.soakFrom`),
      soakUntil: jsonata(`${RESULT}.soakUntil`),
      extensions: 0,
    },
  });
}

function judgeSoak(scope: Construct, functions: MigrationFunctions): TaskStateBase {
  const payload: Record<keyof JudgeSoakPayload, string> = {
    run: jsonata('$run'),
    step: jsonata('$step'),
    soakFrom: jsonata('$soakFrom'),
    soakUntil: jsonata('$soakUntil'),
    extensions: jsonata('$extensions'),
  };
  return functionTask(scope, functions, MIGRATE.judgeSoak, { payload });
}
