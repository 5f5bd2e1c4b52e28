import { Parallel, Pass } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type { CheckState } from '../../../lambdas/migration/contract/calls.ts';
import type { CheckResult } from '../../../lambdas/migration/contract/findings.ts';
import type { CheckPayload, DescribedDatabases } from '../../../lambdas/migration/contract/payloads.ts';
import { FUNCTION_STATES, MIGRATE } from '../../../lambdas/migration/contract/states.ts';
import { expression, type Given, writtenFields } from '../../shared/machines/expression.ts';
import { input } from '../../shared/machines/reader.ts';
import { CATALOG } from '../functions/catalog.ts';
import type { MigrationFunctions } from '../functions/migration-functions.ts';
import { migrationTask } from '../machines/migration-task.ts';
import { variable } from './variables.ts';

const ASKED = {
  run: variable('run'),
  continues: variable('continues'),
  dryRun: variable('dryRun'),
} satisfies Given<CheckPayload>;

/** All checks that the catalog lists, side by side. None stops another, not even by breaking. */
export function preflight(scope: Construct, functions: MigrationFunctions): Parallel {
  const parallel = Parallel.jsonata(scope, MIGRATE.preflight, {
    comment: 'Checks everything that the migration depends on, in parallel. Nothing in the zones is changed.',
  });
  for (const check of CHECKS) parallel.branch(branch(scope, functions, check));
  return parallel;
}

/** The states of the preflight checks, those first that another one needs. */
export const CHECKS: readonly CheckState[] = FUNCTION_STATES.filter(
  (state): state is CheckState => CATALOG[state].check !== undefined,
);

function branch(scope: Construct, functions: MigrationFunctions, check: CheckState) {
  const after = CATALOG[check].check?.after;
  const run = after ? [after, check] : [check];
  const logs = run.map((state) => functions.of(state).logs.logGroupName);
  const broken = checkBroken(scope, check, logs);
  if (!after) {
    return migrationTask(scope, functions, check, { payload: ASKED }).addCatch(broken);
  }
  const first = migrationTask(scope, functions, after, { payload: ASKED });
  const second = migrationTask(scope, functions, check, {
    payload: { ...ASKED, described: input<DescribedDatabases>()() },
  });
  first.addCatch(broken);
  second.addCatch(broken);
  return first.next(second);
}

/**
 * A check that could not be made is a finding that fails: not known is not good.
 * @param logs log groups of the functions that may have failed
 */
function checkBroken(scope: Construct, check: CheckState, logs: readonly string[]): Pass {
  const result: Given<CheckResult> = {
    check,
    findings: [
      {
        check,
        subject: check,
        level: 'fail',
        code: 'check-broken',
        seen: expression<string>("$states.input.Error & ': ' & $states.input.Cause"),
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
