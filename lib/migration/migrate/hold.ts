import type { Duration } from 'aws-cdk-lib';
import {
  Choice,
  type Condition,
  type State,
  type TaskStateBase,
  Wait,
  WaitTime,
} from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { ERRORS } from '../../../lambdas/migration/contract/errors.ts';
import type {
  HoldPayload,
  JudgePromotionPayload,
  ResumeAt,
} from '../../../lambdas/migration/contract/payloads.ts';
import { type FunctionState, MIGRATE } from '../../../lambdas/migration/contract/states.ts';
import { functionTask } from '../../shared/machines/function-task.ts';
import { CAUGHT, condition, jsonata } from '../../shared/machines/jsonata.ts';
import type { MigrationFunctions } from '../functions/migration-functions.ts';
import type { RollBackBranch } from './roll-back-branch.ts';
import { FAILED_VERDICT, verdictIs } from './verdict.ts';

/** Where a decision leads to. */
export interface AfterHold {
  readonly promote: Readonly<Record<Exclude<ResumeAt, 'NextStep'>, State>>;
  readonly soak: State;
  readonly drain: State;
}

/**
 * The migration waits for a person. States that come here leave `$hold` {state, reasons, resume} behind: who asked,
 * why, and where `promote` goes on.
 */
export class Hold {
  readonly start: TaskStateBase;
  readonly #scope: Construct;
  readonly #functions: MigrationFunctions;
  readonly #rollBack: RollBackBranch;

  constructor(scope: Construct, functions: MigrationFunctions, timeout: Duration, rollBack: RollBackBranch) {
    this.#scope = scope;
    this.#functions = functions;
    this.#rollBack = rollBack;
    const payload: Record<keyof HoldPayload, string> = {
      run: jsonata('$run'),
      taskToken: jsonata('$states.context.Task.Token'),
      step: jsonata('$step'),
      state: jsonata('$hold.state'),
      reasons: jsonata('$hold.reasons'),
    };
    this.start = functionTask(scope, functions, MIGRATE.holdForDecision, { payload, waitForAnswer: timeout });
    this.start.addCatch(rollBack.start, {
      errors: ['States.Timeout'],
      assign: {
        failure: { error: 'States.Timeout', cause: `Nobody decided within ${timeout.toHumanString()}.` },
      },
    });
    rollBack.catchAll(this.start);
  }

  /** What somebody else wrote, and what Route 53 refuses, is for a person to look at; `promote` tries `task` again. */
  catchForPerson(task: TaskStateBase, state: FunctionState): void {
    task.addCatch(this.start, {
      errors: [ERRORS.foreignWrite, ERRORS.changeRefused],
      assign: { hold: { state, reasons: [CAUGHT.cause], resume: state } },
    });
  }

  /** Joins the decisions to the states that they lead to. */
  connect({ promote, soak, drain }: AfterHold): void {
    const askAgain = Wait.jsonata(this.#scope, 'WaitToAskAgain', {
      comment: 'There is no soak and no drain to extend here, so a person is asked again then.',
      time: WaitTime.timestamp(jsonata('$askAgainAt')),
    });
    askAgain.next(this.start);
    const judged = this.#judgePromotion(promote);
    const decision = Choice.jsonata(this.#scope, 'Decision', {
      comment: 'What the person decided by the machine Decide.',
      assign: {
        failure: {
          error: ERRORS.invalidInput,
          cause: jsonata(
            "'The decision ' & $states.input.decision & ' does not fit a hold of ' & $hold.state & '.'",
          ),
        },
      },
    });
    decision
      .when(decided('promote'), judged)
      .when(decided('extend', `$hold.state = '${MIGRATE.judgeSoak}'`), soak, { assign: until('soakUntil') })
      .when(decided('extend', `$hold.state = '${MIGRATE.measureLegacyTraffic}'`), drain, {
        assign: until('drainUntil'),
      })
      .when(decided('extend'), askAgain, { assign: until('askAgainAt') })
      .when(decided('abort'), this.#rollBack.start, {
        assign: { failure: { error: ERRORS.aborted, cause: jsonata('$states.input.reason') } },
      })
      .otherwise(this.#rollBack.start);
    this.start.next(decision);
  }

  /** Hours may lie between the question and the answer: the alarms have a say once more, and the last one. */
  #judgePromotion(promote: AfterHold['promote']): TaskStateBase {
    const payload: Record<keyof JudgePromotionPayload, string> = {
      run: jsonata('$run'),
      reasons: jsonata('$hold.reasons'),
    };
    const judge = functionTask(this.#scope, this.#functions, MIGRATE.judgePromotion, { payload });
    this.#rollBack.catchAll(judge);
    const promotion = Choice.jsonata(this.#scope, 'Promotion', {
      comment: 'Where the person’s decision leads. An alarm fires: roll back. Not all is known: ask again.',
      assign: FAILED_VERDICT,
    });
    promotion.when(verdictIs('pass', "$hold.resume = 'NextStep'"), promote.ShiftWeight, {
      assign: { step: jsonata('$step + 1') },
    });
    for (const [resume, state] of Object.entries(promote)) {
      promotion.when(verdictIs('pass', `$hold.resume = '${resume}'`), state);
    }
    promotion
      .when(verdictIs('hold'), this.start, {
        assign: {
          hold: {
            state: jsonata('$hold.state'),
            reasons: jsonata('$states.input.reasons'),
            resume: jsonata('$hold.resume'),
          },
        },
      })
      .otherwise(this.#rollBack.start);
    judge.next(promotion);
    return judge;
  }
}

function decided(decision: 'promote' | 'extend' | 'abort', where?: string): Condition {
  const conditions = [`$states.input.decision = '${decision}'`, ...(where ? [where] : [])];
  return condition(conditions.join(' and '));
}

function until(variable: string): Record<string, string> {
  return { [variable]: jsonata('$states.input.soakUntil') };
}
