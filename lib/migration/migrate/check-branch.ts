/** What the branches of preflight have in common. */
import { Pass } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type { CheckState } from '../../../lambdas/migration/contract/calls.ts';
import type { CheckResult } from '../../../lambdas/migration/contract/findings.ts';
import type { CheckPayload } from '../../../lambdas/migration/contract/payloads.ts';
import { expression, type Given, writtenFields } from '../../shared/machines/expression.ts';
import { variable } from './variables.ts';

/** What every check is handed. */
export const ASKED = {
  run: variable('run'),
  continues: variable('continues'),
  dryRun: variable('dryRun'),
} satisfies Given<CheckPayload>;

/** What was caught, in words. With all checks broken, these together must fit into what Step Functions hands on. */
export const CAUGHT = expression<string>(
  "$states.input.Error & ': ' & $substring($states.input.Cause, 0, 3000)",
);

/**
 * A check that could not be made is a finding that fails: not known is not good.
 * @param logs log groups of the functions that may have failed
 */
export function checkBroken(scope: Construct, check: CheckState, logs: readonly string[]): Pass {
  const result: Given<CheckResult> = {
    check,
    findings: [
      {
        check,
        subject: check,
        level: 'fail',
        code: 'check-broken',
        seen: CAUGHT,
        why: 'The check itself failed, so the state of what it checks is unknown.',
        toDo: `Read the log in ${logs.join(' or ')}, fix what it names, then start again.`,
      },
    ],
  };
  return Pass.jsonata(scope, `${check}Broken`, {
    comment: `${check} itself failed. This is reported as a finding, beside those of the other checks.`,
    outputs: writtenFields(result),
  });
}
