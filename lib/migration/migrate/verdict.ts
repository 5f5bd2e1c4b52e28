import type { Condition } from 'aws-cdk-lib/aws-stepfunctions';
import { ERRORS } from '../../../lambdas/migration/contract/errors.ts';
import type { VerdictName } from '../../../lambdas/migration/contract/payloads.ts';
import type { FunctionState } from '../../../lambdas/migration/contract/states.ts';
import { condition, jsonata } from '../../shared/machines/jsonata.ts';

/** The verdict that the state before returned. */
export function verdictIs(verdict: VerdictName, and?: string): Condition {
  const conditions = [`$states.input.verdict = '${verdict}'`, ...(and ? [and] : [])];
  return condition(conditions.join(' and '));
}

/** `$failure` for any verdict that no rule has taken: what isn't known to be good is bad. */
export const FAILED_VERDICT = {
  failure: { error: ERRORS.soakFailed, cause: jsonata("$join($states.input.reasons, '; ')") },
};

/** `$hold` for the verdict `hold` of `state`. */
export function heldBy(state: FunctionState, resume: string): Record<string, unknown> {
  return { hold: { state, reasons: jsonata('$states.input.reasons'), resume } };
}
