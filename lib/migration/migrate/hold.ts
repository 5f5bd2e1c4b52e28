import type { Duration } from 'aws-cdk-lib';
import { Choice, type State, type TaskStateBase, Wait, WaitTime } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { ERRORS } from '../../../lambdas/migration/contract/errors.ts';
import type { Decision } from '../../../lambdas/migration/contract/holds.ts';
import { HOOKS } from '../../../lambdas/migration/contract/hooks.ts';
import type { AfterLegacy } from '../../../lambdas/migration/contract/payloads.ts';
import { MIGRATE } from '../../../lambdas/migration/contract/states.ts';
import { CAUGHT } from '../../shared/machines/execution.ts';
import { condition, expression, jsonata } from '../../shared/machines/expression.ts';
import { input } from '../../shared/machines/reader.ts';
import type { MigrationFunctions } from '../functions/migration-functions.ts';
import { migrationTask } from '../machines/migration-task.ts';
import { addHeldSilence, heartbeatWithin, isHeldAgain, NOT_SILENT, secondsLeft } from './held-silence.ts';
import type { Hooks } from './hooks.ts';
import { type AfterPromotion, judgePromotion } from './promotion.ts';
import { AS_HELD, type RollBackBranch } from './roll-back-branch.ts';
import { TimeOut } from './time-out.ts';
import { type HeldState, HOLD, set, variable } from './variables.ts';

/** With what RecordDecision answers a hold. */
const answer = input<Decision>();

/** Where a decision leads to. */
export interface AfterHold {
  readonly promote: AfterPromotion;
  readonly soak: State;
  readonly drain: State;
  readonly legacy: State;
  readonly hooks: Hooks;
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
  connect({ promote, soak, drain, legacy, hooks }: AfterHold): void {
    const askAgain = Wait.jsonata(this.#scope, 'WaitToAskAgain', {
      comment: 'There is no soak or drain to extend here, so people are asked again after this wait.',
      time: WaitTime.timestamp(jsonata(variable('askAgainAt'))),
    });
    askAgain.next(this.start);
    const judged = judgePromotion(this.#scope, this.#functions, {
      promote,
      hooks,
      hold: this.start,
      frozen: this.frozen,
      rollBack: this.#rollBack,
    });
    hooks.connect(judged);
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
    const later = (state: HeldState) =>
      `(${isDecision('extend')} or ${isDecision('retry')}) and ${variable('hold.state')} = '${state}'`;
    decision
      .when(condition(later(MIGRATE.judgeSoak)), soak, { assign: set({ soakUntil: answer('soakUntil') }) })
      .when(condition(later(MIGRATE.measureLegacyTraffic)), drain, {
        assign: set({ drainUntil: answer('soakUntil') }),
      })
      .when(condition(later(MIGRATE.judgeLegacy)), legacy, {
        assign: JUDGED_LATER,
      });
    this.#connectHooks(decision, { legacy, hooks }, later);
    decision
      .when(condition(`${isDecision('promote')} or ${isDecision('retry')}`), judged)
      .when(condition(isDecision('promoteToEnd')), judged, {
        assign: TO_END,
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

  /** What a person decides about a hook, and about a soak after which one is asked. */
  #connectHooks(
    decision: Choice,
    { legacy, hooks: { before, afterStep } }: Pick<AfterHold, 'legacy' | 'hooks'>,
    later: (state: HeldState) => string,
  ): void {
    if (before.ShiftWeight)
      decision.when(condition(later(HOOKS.beforeStep)), legacy, { assign: JUDGED_LATER });
    if (before.RetireLegacyRecords)
      decision.when(condition(later(HOOKS.beforeRetire)), legacy, { assign: JUDGED_LATER });
    if (!afterStep) return;
    const again = Wait.jsonata(this.#scope, 'WaitForHook', {
      comment: 'A person may fix what the hook found meanwhile. Then it is asked again.',
      time: WaitTime.timestamp(jsonata(variable('askAgainAt'))),
    });
    again.next(afterStep.state);
    const about = afterStep.about(variable('step'));
    const afterSoak = [
      `${variable('hold.state')} = '${MIGRATE.judgeSoak}'`,
      ...(about === undefined ? [] : [about]),
    ].join(' and ');
    decision
      .when(condition(later(HOOKS.afterStep)), again, { assign: set({ askAgainAt: answer('soakUntil') }) })
      .when(condition(`${isDecision('promoteToEnd')} and ${afterSoak}`), afterStep.state, { assign: TO_END })
      .when(
        condition(
          `${isDecision('promote')} and ${afterSoak} and ${variable('hold.resume')} in ['NextStep', '${MIGRATE.retireLegacyRecords}']`,
        ),
        afterStep.state,
      );
  }
}

function isDecision(decision: Decision['decision']): string {
  return `${answer('decision')} = '${decision}'`;
}

const JUMP = { step: answer('jump.step'), from: answer('jump.from') };
const ONE_MORE_JUMP = expression<number>(`${variable('jumps')} + 1`);
const TO_END = set({ jump: JUMP, hold: { ...HOLD, resume: 'JumpToStep' } });
/** What JudgeLegacy held, and what a hook held after it, is what it resumes. */
const JUDGED_LATER = set({
  askAgainAt: answer('soakUntil'),
  next: expression<AfterLegacy>(`${variable('hold.resume')}`),
});
