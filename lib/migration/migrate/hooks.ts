import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Choice, type State, type TaskStateBase } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { ERRORS } from '../../../lambdas/migration/contract/errors.ts';
import {
  HOOKS,
  type MigrateHookState,
  type StepHookRequest,
} from '../../../lambdas/migration/contract/hooks.ts';
import type { AfterLegacy } from '../../../lambdas/migration/contract/payloads.ts';
import type { MigrationSettings } from '../../../lambdas/migration/contract/settings.ts';
import { MIGRATE } from '../../../lambdas/migration/contract/states.ts';
import { CAUGHT_IN_WORDS } from '../../shared/machines/execution.ts';
import { EMPTY, type Expression, expression } from '../../shared/machines/expression.ts';
import type { MigrationFunctions } from '../functions/migration-functions.ts';
import { hookStatements } from '../iam/hook-statements.ts';
import { hookTask } from '../machines/hook-task.ts';
import { migrationTask } from '../machines/migration-task.ts';
import { AS_HELD, type RollBackBranch } from './roll-back-branch.ts';
import { type HeldState, HOLD, set, variable } from './variables.ts';
import { failedBy, heldAs, verdictIs } from './verdict.ts';
import { type MigrateMoment, watchedHook } from './watched-hook.ts';

const MOMENTS: readonly MigrateMoment[] = ['beforeStep', 'afterStep', 'beforeRetire'];

const COMMENTS: Readonly<Record<MigrateMoment, string>> = {
  beforeStep: 'Asks your hook before this step changes anything.',
  afterStep: 'Asks your hook after the soak of this step.',
  beforeRetire: 'Asks your hook before legacy’s records are retired.',
};

interface Around {
  /** Where people are asked. */
  readonly hold: { readonly start: State };
  readonly rollBack: RollBackBranch;
}

/** A state that asks a hook. */
export interface Asking {
  readonly state: State;
  /** Whether it is asked about the step at that index; undefined: about each. */
  readonly about: (step: Expression<number>) => string | undefined;
}

/**
 * Asks hooks. States that come here leave `$hold` behind: what was asked of a person before, and in `resume` what is next. After a
 * hook's `pass`, JudgePromotion judges alarms, legacy and freezes again, for a hook may take days.
 */
export class Hooks {
  /** What is asked before a state. */
  readonly before: Readonly<Partial<Record<AfterLegacy, Asking>>>;
  readonly afterStep: Asking | undefined;
  /** What the machine needs to ask them. */
  readonly statements: readonly PolicyStatement[];
  readonly #judge: TaskStateBase | undefined;
  readonly #verdict: Choice | undefined;
  readonly #hold: Around['hold'];
  readonly #functions: MigrationFunctions;

  constructor(
    scope: Construct,
    functions: MigrationFunctions,
    settings: MigrationSettings,
    { hold, rollBack }: Around,
  ) {
    this.#hold = hold;
    this.#functions = functions;
    this.statements = hookStatements(scope, settings.hooks ?? {}, MOMENTS);
    const given = MOMENTS.filter((moment) => settings.hooks?.[moment]);
    if (given.length > 0) {
      this.#judge = judgeHook(scope, functions, hold);
      this.#verdict = hookVerdict(scope, hold, rollBack);
      this.#judge.next(this.#verdict);
    }
    const asking = (moment: MigrateMoment) => this.#asking(scope, settings, moment);
    const [beforeStep, afterStep, beforeRetire] = [
      asking('beforeStep'),
      asking('afterStep'),
      asking('beforeRetire'),
    ];
    this.before = {
      ...(beforeStep && { ShiftWeight: beforeStep }),
      ...(beforeRetire && { RetireLegacyRecords: beforeRetire }),
    };
    this.afterStep = afterStep;
  }

  /** @param judgePromotion where the migration continues after a `pass` */
  connect(judgePromotion: State): void {
    this.#verdict?.when(verdictIs('pass'), judgePromotion, {
      assign: set({
        hold: { ...HOLD, state: variable('hook.state') },
      }),
    });
  }

  #asking(scope: Construct, settings: MigrationSettings, moment: MigrateMoment): Asking | undefined {
    const hook = settings.hooks?.[moment];
    if (!hook || !this.#judge) return undefined;
    const shares = settings.steps.map(({ percent }) => percent);
    const common = {
      comment: COMMENTS[moment],
      settings,
      hook,
      request: {
        run: variable('run.name'),
        execution: variable('run.arn'),
        step: expression<number>(`${variable('step')} + 1`),
        steps: shares.length,
        percent: expression<number>(`[${shares.join(', ')}][${variable('step')}]`),
      },
    };
    const judge = this.#judge;
    // No function takes much longer than Watch may be silent.
    const state =
      hook.kind === 'function'
        ? hookTask<StepHookRequest>(scope, moment, {
            ...common,
            assign: (seen) => set({ hook: { moment, state: HOOKS[moment], seen, silent: EMPTY } }),
            judge,
          })
        : watchedHook(scope, this.#functions, {
            moment,
            asks: (next) =>
              hookTask<StepHookRequest>(scope, moment, {
                ...common,
                assign: (seen) => set({ seen }),
                judge: next,
              }),
            judge,
            hold: this.#hold.start,
          });
    const asked = hook.steps?.map((share) => shares.indexOf(share));
    return {
      state,
      about: (step) => (asked ? `${step} in [${asked.join(', ')}]` : undefined),
    };
  }
}

const AS_ASKED = { state: variable('hook.state'), resume: AS_HELD.resume };

function judgeHook(scope: Construct, functions: MigrationFunctions, hold: Around['hold']): TaskStateBase {
  const judge = migrationTask(scope, functions, MIGRATE.judgeHook, {
    payload: { run: variable('run'), hook: variable('hook.moment'), seen: variable('hook.seen') },
  });
  // What a hook says is unknown then.
  judge.addCatch(hold.start, {
    errors: ['States.ALL'],
    assign: set({ hold: { ...AS_ASKED, reasons: [CAUGHT_IN_WORDS] } }),
  });
  return judge;
}

function hookVerdict(scope: Construct, hold: Around['hold'], rollBack: RollBackBranch): Choice {
  return Choice.jsonata(scope, 'HookVerdict', {
    comment:
      'Pass: continue, once alarms and legacy are judged again. Hold, or unknown: ask a person. Fail: roll back.',
    assign: failedBy(AS_ASKED, ERRORS.hookFailed),
  })
    .when(verdictIs('hold'), hold.start, { assign: heldAs(AS_ASKED) })
    .when(verdictIs('pass', `${variable('hook.silent')} != ''`), hold.start, {
      assign: set({ hold: { ...AS_ASKED, reasons: [variable('hook.silent')] } }),
    })
    .otherwise(rollBack.start);
}

/** `$hold` as it was, with what is next. A freeze, or something else to decide, makes what a hook said before the step old. */
export const AS_BEFORE_THE_HOOK = expression<HeldState>(
  `${variable('hold.state')} in ['${HOOKS.beforeStep}', '${HOOKS.beforeRetire}'] ? '${MIGRATE.judgeLegacy}' : ${variable('hold.state')}`,
);

/** The hook before this has passed, or a person has overruled it. */
export function isAsked(state: MigrateHookState): string {
  return `${variable('hold.state')} = '${state}'`;
}
