import type { Duration } from 'aws-cdk-lib';
import { Choice, type State, type TaskStateBase, Wait, WaitTime } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type { ResultOf } from '../../../lambdas/migration/contract/calls.ts';
import { ERRORS } from '../../../lambdas/migration/contract/errors.ts';
import type { Decision } from '../../../lambdas/migration/contract/holds.ts';
import type { AfterLegacy, ResumeAt } from '../../../lambdas/migration/contract/payloads.ts';
import { type FunctionState, MIGRATE } from '../../../lambdas/migration/contract/states.ts';
import { CAUGHT } from '../../shared/machines/execution.ts';
import { condition, expression, jsonata } from '../../shared/machines/expression.ts';
import { input } from '../../shared/machines/reader.ts';
import type { MigrationFunctions } from '../functions/migration-functions.ts';
import { migrationTask } from '../machines/migration-task.ts';
import { addHeldSilence, heartbeatWithin, isHeldAgain, NOT_SILENT, secondsLeft } from './held-silence.ts';
import { AS_HELD, type RollBackBranch } from './roll-back-branch.ts';
import { TimeOut } from './time-out.ts';
import { orFurther, set, variable } from './variables.ts';
import { failedBy, heldBy, verdictIs } from './verdict.ts';

/** With what RecordDecision answers a hold. */
const answer = input<Decision>();
const promoted = input<ResultOf<'JudgePromotion'>>();

/** Where a decision leads to. */
export interface AfterHold {
  readonly promote: Readonly<Record<Exclude<ResumeAt, 'NextStep' | 'JumpToStep'>, State>>;
  readonly soak: State;
  readonly drain: State;
  readonly legacy: State;
}

/**
 * The migration waits for a person. States that come here leave `$hold` {state, reasons, resume} behind: who asked,
 * why, and where `promote` continues.
 */
export class Hold {
  readonly start: TaskStateBase;
  /** Waits until `$frozenUntil`; then what `$hold` resumes is judged as after a promotion. */
  readonly frozen: Wait;
  readonly #scope: Construct;
  readonly #functions: MigrationFunctions;
  readonly #rollBack: RollBackBranch;

  constructor(scope: Construct, functions: MigrationFunctions, timeout: Duration, rollBack: RollBackBranch) {
    this.#scope = scope;
    this.#functions = functions;
    this.#rollBack = rollBack;
    const left = secondsLeft(timeout.toSeconds());
    this.start = migrationTask(scope, functions, MIGRATE.holdForDecision, {
      payload: {
        run: variable('run'),
        taskToken: expression<string>('$states.context.Task.Token'),
        step: variable('step'),
        state: variable('hold.state'),
        reasons: variable('hold.reasons'),
        legacy: variable('legacy'),
        oneWay: rollBack.isOneWay,
        again: isHeldAgain,
      },
      assign: () => set({ held: NOT_SILENT }),
      waitForAnswer: left,
      heartbeat: heartbeatWithin(left),
    });
    this.frozen = Wait.jsonata(scope, MIGRATE.waitForFreezeEnd, {
      comment: 'A freeze of the configuration: no step begins, nothing is retired. Rollback works.',
      time: WaitTime.timestamp(jsonata(variable('frozenUntil'))),
    });
    const timeOut = {
      start: new TimeOut(scope, functions, this.start, rollBack).start,
      assign: set({
        failure: { error: 'States.Timeout', cause: `Nobody decided within ${timeout.toHumanString()}.` },
        failed: AS_HELD,
        held: NOT_SILENT,
      }),
    };
    this.start.addCatch(timeOut.start, { errors: ['States.Timeout'], assign: timeOut.assign });
    addHeldSilence(scope, functions, { hold: this.start, timeOut, whole: timeout.toSeconds() });
    rollBack.catchAll(this.start, { ...AS_HELD, state: MIGRATE.holdForDecision });
    rollBack.connect(this.start);
  }

  /** A person must look at what somebody else wrote, and at what Route 53 refuses; `promote` tries `task` again. */
  catchForPerson(task: TaskStateBase, state: keyof AfterHold['promote']): void {
    task.addCatch(this.start, {
      errors: [ERRORS.foreignWrite, ERRORS.changeRefused],
      assign: set({ hold: { state, reasons: [CAUGHT.cause], resume: state }, legacy: [] }),
    });
  }

  /** Joins the decisions to the states that they lead to. */
  connect({ promote, soak, drain, legacy }: AfterHold): void {
    const askAgain = Wait.jsonata(this.#scope, 'WaitToAskAgain', {
      comment: 'There is no soak or drain to extend here, so people are asked again after this wait.',
      time: WaitTime.timestamp(jsonata(variable('askAgainAt'))),
    });
    askAgain.next(this.start);
    const judged = this.#judgePromotion(promote);
    // What JudgeLegacy held is what it resumes.
    const forLegacy = expression<AfterLegacy>(`${variable('hold.resume')}`);
    const decision = Choice.jsonata(this.#scope, 'Decision', {
      comment: 'What the person decided with the machine Decide.',
      assign: set({
        failure: {
          error: ERRORS.invalidInput,
          cause: expression<string>(
            `'The decision ' & ${answer('decision')} & ' does not fit a hold of ' & ${variable('hold.state')} & '.'`,
          ),
        },
        failed: AS_HELD,
      }),
    });
    const later = (state: FunctionState) =>
      `(${isDecision('extend')} or ${isDecision('retry')}) and ${variable('hold.state')} = '${state}'`;
    decision
      .when(condition(later(MIGRATE.judgeSoak)), soak, { assign: set({ soakUntil: answer('soakUntil') }) })
      .when(condition(later(MIGRATE.measureLegacyTraffic)), drain, {
        assign: set({ drainUntil: answer('soakUntil') }),
      })
      .when(condition(later(MIGRATE.judgeLegacy)), legacy, {
        assign: set({ askAgainAt: answer('soakUntil'), next: forLegacy }),
      })
      .when(condition(`${isDecision('promote')} or ${isDecision('retry')}`), judged)
      .when(condition(isDecision('promoteToEnd')), judged, {
        assign: set({ jump: JUMP, hold: { ...AS_BEFORE, resume: 'JumpToStep' } }),
      })
      .when(condition(isDecision('skipDown')), promote.ShiftWeight, {
        assign: set({ ...JUMP, jumps: ONE_MORE_JUMP }),
      })
      .when(condition(isDecision('extend')), askAgain, { assign: set({ askAgainAt: answer('soakUntil') }) })
      .when(condition(isDecision('abort')), this.#rollBack.startNow, {
        assign: set({ failure: { error: ERRORS.aborted, cause: answer('reason') } }),
      })
      .otherwise(this.#rollBack.start);
    this.start.next(decision);
  }

  /** Hours may pass between question and answer, and days in a freeze, so the alarms are checked once more, and decide. */
  #judgePromotion(promote: AfterHold['promote']): TaskStateBase {
    const judge = migrationTask(this.#scope, this.#functions, MIGRATE.judgePromotion, {
      payload: {
        run: variable('run'),
        reasons: variable('hold.reasons'),
        legacy: variable('legacy'),
        continues: variable('continues'),
        resume: variable('hold.resume'),
      },
      assign: () => set({ after: expression<number>(`${variable('step')} + 1`) }),
    });
    this.#rollBack.catchAll(judge, AS_HELD);
    const promotion = Choice.jsonata(this.#scope, 'Promotion', {
      comment:
        'Follows the person’s decision. An alarm fires: roll back. An alarm cannot be read: ask again. In a freeze: wait.',
      assign: failedBy(AS_HELD),
    });
    promotion.when(verdictIs('pass', resumesAt('NextStep')), promote.ShiftWeight, {
      assign: set({ step: variable('after'), from: -1, shifted: orFurther(variable('after')) }),
    });
    promotion.when(verdictIs('pass', resumesAt('JumpToStep')), promote.ShiftWeight, {
      assign: set({
        step: variable('jump.step'),
        from: variable('jump.from'),
        shifted: orFurther(variable('jump.step')),
        jumps: ONE_MORE_JUMP,
      }),
    });
    for (const [resume, state] of Object.entries(promote)) {
      const begun = resume === MIGRATE.shiftWeight && {
        assign: set({ shifted: orFurther(variable('step')) }),
      };
      promotion.when(verdictIs('pass', resumesAt(resume as keyof typeof promote)), state, { ...begun });
    }
    promotion
      .when(verdictIs('frozen'), this.frozen, { assign: set({ frozenUntil: promoted('frozenUntil') }) })
      .when(verdictIs('hold'), this.start, {
        assign: heldBy(AS_HELD.state, AS_HELD.resume),
      })
      .otherwise(this.#rollBack.start);
    judge.next(promotion);
    this.frozen.next(judge);
    return judge;
  }
}

function isDecision(decision: Decision['decision']): string {
  return `${answer('decision')} = '${decision}'`;
}

const JUMP = { step: answer('jump.step'), from: answer('jump.from') };
const ONE_MORE_JUMP = expression<number>(`${variable('jumps')} + 1`);
const AS_BEFORE = { state: variable('hold.state'), reasons: variable('hold.reasons') };

function resumesAt(resume: ResumeAt): string {
  return `${variable('hold.resume')} = '${resume}'`;
}
