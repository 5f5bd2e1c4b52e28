import { Choice, type State, type TaskStateBase, type Wait } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type { ResultOf } from '../../../lambdas/migration/contract/calls.ts';
import { HOOKS } from '../../../lambdas/migration/contract/hooks.ts';
import type { ResumeAt } from '../../../lambdas/migration/contract/payloads.ts';
import { MIGRATE } from '../../../lambdas/migration/contract/states.ts';
import { type Expression, expression } from '../../shared/machines/expression.ts';
import { input } from '../../shared/machines/reader.ts';
import type { MigrationFunctions } from '../functions/migration-functions.ts';
import { migrationTask } from '../machines/migration-task.ts';
import { AS_BEFORE_THE_HOOK, type Asking, type Hooks, isAsked } from './hooks.ts';
import { AS_HELD, type RollBackBranch } from './roll-back-branch.ts';
import { HOLD, orFurther, set, variable } from './variables.ts';
import { failedBy, heldBy, verdictIs } from './verdict.ts';

const promoted = input<ResultOf<'JudgePromotion'>>();

/** Where a promotion leads to. */
export type AfterPromotion = Readonly<Record<Exclude<ResumeAt, 'NextStep' | 'JumpToStep'>, State>>;

export interface PromotionProps {
  readonly promote: AfterPromotion;
  readonly hooks: Hooks;
  /** Where people are asked again, and where a freeze's end is waited for. */
  readonly hold: State;
  readonly frozen: Wait;
  readonly rollBack: RollBackBranch;
}

/** A way to ShiftWeight. */
interface ToStep {
  readonly resume: ResumeAt;
  /** Index of the step that begins. */
  readonly step: Expression<number>;
  readonly assign: Parameters<typeof set>[0];
}

const TO_STEPS: readonly ToStep[] = [
  { resume: 'NextStep', step: variable('after'), assign: { step: variable('after'), from: -1 } },
  {
    resume: 'JumpToStep',
    step: variable('jump.step'),
    assign: {
      step: variable('jump.step'),
      from: variable('jump.from'),
      jumps: expression<number>(`${variable('jumps')} + 1`),
    },
  },
  { resume: 'ShiftWeight', step: variable('step'), assign: {} },
];

/**
 * Hours may pass between question and answer, and days in a freeze or while a hook is asked, so the alarms are checked once more,
 * and decide. What begins then has its own hook asked first.
 */
export function judgePromotion(
  scope: Construct,
  functions: MigrationFunctions,
  { promote, hooks, hold, frozen, rollBack }: PromotionProps,
): TaskStateBase {
  const judge = migrationTask(scope, functions, MIGRATE.judgePromotion, {
    payload: {
      run: variable('run'),
      reasons: variable('hold.reasons'),
      legacy: variable('legacy'),
      continues: variable('continues'),
      resume: variable('hold.resume'),
    },
    assign: () => set({ after: expression<number>(`${variable('step')} + 1`) }),
  });
  const asksHooks = Object.keys(hooks.before).length > 0;
  const held = { ...AS_HELD, ...(asksHooks && { state: AS_BEFORE_THE_HOOK }) };
  rollBack.catchAll(judge, held);
  const promotion = Choice.jsonata(scope, 'Promotion', {
    comment:
      'Follows the person’s decision, or the hook. An alarm fires: roll back. An alarm cannot be read: ask again. In a freeze: wait.',
    assign: failedBy(held),
  });
  const { ShiftWeight, RetireLegacyRecords, ...others } = promote;
  beginSteps(promotion, ShiftWeight, hooks.before.ShiftWeight);
  const beforeRetire = hooks.before.RetireLegacyRecords;
  const retiring = resumesAt('RetireLegacyRecords');
  if (beforeRetire)
    promotion.when(verdictIs('pass', retiring, `$not(${isAsked(HOOKS.beforeRetire)})`), beforeRetire.state);
  promotion.when(verdictIs('pass', retiring), RetireLegacyRecords);
  for (const [resume, state] of Object.entries(others))
    promotion.when(verdictIs('pass', resumesAt(resume as keyof typeof others)), state);
  promotion
    .when(verdictIs('frozen'), frozen, {
      assign: set({
        frozenUntil: promoted('frozenUntil'),
        ...(asksHooks && { hold: { ...HOLD, state: held.state } }),
      }),
    })
    .when(verdictIs('hold'), hold, { assign: heldBy(held.state, held.resume) })
    .otherwise(rollBack.start);
  judge.next(promotion);
  frozen.next(judge);
  return judge;
}

/** `$shifted` says that a step has begun, which it hasn't while its hook is asked. */
function beginSteps(promotion: Choice, shiftWeight: State, hook: Asking | undefined): void {
  if (hook)
    promotion.when(verdictIs('pass', resumesAt('ShiftWeight'), isAsked(HOOKS.beforeStep)), shiftWeight, {
      assign: set({ shifted: orFurther(variable('step')) }),
    });
  for (const { resume, step, assign } of TO_STEPS) {
    const about = hook?.about(step);
    const resumes = resumesAt(resume);
    if (hook)
      promotion.when(verdictIs('pass', resumes, about), hook.state, {
        assign: set({ ...assign, hold: { ...HOLD, resume: 'ShiftWeight' } }),
      });
    if (!hook || about !== undefined)
      promotion.when(verdictIs('pass', resumes), shiftWeight, {
        assign: set({ ...assign, shifted: orFurther(step) }),
      });
  }
}

function resumesAt(resume: ResumeAt): string {
  return `${variable('hold.resume')} = '${resume}'`;
}
