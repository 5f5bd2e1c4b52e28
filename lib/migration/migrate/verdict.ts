import type { Condition } from 'aws-cdk-lib/aws-stepfunctions';
import type { ResultOf } from '../../../lambdas/migration/contract/calls.ts';
import { ERRORS, type ErrorName } from '../../../lambdas/migration/contract/errors.ts';
import type { ResumeAt, VerdictName } from '../../../lambdas/migration/contract/payloads.ts';
import { condition, type Expression, expression } from '../../shared/machines/expression.ts';
import { input } from '../../shared/machines/reader.ts';
import type { Failed } from './roll-back-branch.ts';
import { type HeldState, set } from './variables.ts';

/** What all judges return. */
const verdict =
  input<
    ResultOf<
      'JudgeSoak' | 'JudgeLegacy' | 'JudgeTimeOut' | 'JudgePromotion' | 'JudgeHook' | 'MeasureLegacyTraffic'
    >
  >();
/** What those return that look at legacy. */
export const ofLegacy =
  input<ResultOf<'JudgeLegacy' | 'JudgeTimeOut' | 'JudgePromotion' | 'MeasureLegacyTraffic'>>();

/** The verdict that the state before returned, where all of `and` holds that isn't undefined. */
export function verdictIs(
  name: VerdictName | 'frozen' | 'again',
  ...and: readonly (string | Expression<boolean> | undefined)[]
): Condition {
  const conditions = [`${verdict('verdict')} = '${name}'`, ...and.filter((each) => each !== undefined)];
  return condition(conditions.join(' and '));
}

/** `$failure` for any verdict that no rule has taken: what isn't known to be good is bad. */
export function failedBy(failed: Failed, error: ErrorName = ERRORS.soakFailed): Record<string, unknown> {
  const cause = expression<string>(`$join(${verdict('reasons')}, '; ')`);
  return set({ failure: { error, cause }, failed });
}

/** `$hold` and `$legacy` for the verdict `hold` of `state`, which has looked at legacy. */
export function heldBy(
  state: HeldState | Expression<HeldState>,
  resume: ResumeAt | Expression<ResumeAt>,
): Record<string, unknown> {
  return set({ hold: { state, reasons: verdict('reasons'), resume }, legacy: ofLegacy('legacy') });
}

/** The same where nobody has looked at legacy. */
export function heldWithoutLegacy(
  state: HeldState,
  resume: ResumeAt | Expression<ResumeAt>,
): Record<string, unknown> {
  return set({ hold: { state, reasons: verdict('reasons'), resume }, legacy: [] });
}

/** The same, with what was said against a rollback before. */
export function heldAs({ state, resume }: Failed): Record<string, unknown> {
  return set({ hold: { state, reasons: verdict('reasons'), resume } });
}
