import { Parallel, Pass } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type { CheckResult, Finding } from '../../../lambdas/migration/contract/findings.ts';
import { FUNCTION_STATES, type FunctionState, MIGRATE } from '../../../lambdas/migration/contract/states.ts';
import { functionTask } from '../../shared/machines/function-task.ts';
import { jsonata } from '../../shared/machines/jsonata.ts';
import { CATALOG } from '../functions/catalog.ts';
import type { MigrationFunctions } from '../functions/migration-functions.ts';

const ASKED = { run: jsonata('$run'), continues: jsonata('$continues'), dryRun: jsonata('$dryRun') };

/** All checks that the catalog lists, side by side. None stops another, not even by breaking. */
export function preflight(scope: Construct, functions: MigrationFunctions): Parallel {
  const parallel = Parallel.jsonata(scope, MIGRATE.preflight, {
    comment: 'Looks at everything the migration depends on, all at once. Nothing in the zones is changed.',
  });
  for (const check of CHECKS) parallel.branch(branch(scope, functions, check));
  return parallel;
}

/** The states of the preflight checks, those first that another one needs. */
export const CHECKS: readonly FunctionState[] = FUNCTION_STATES.filter((state) => CATALOG[state].check);

function branch(scope: Construct, functions: MigrationFunctions, check: FunctionState) {
  const broken = checkBroken(scope, check);
  const after = CATALOG[check].check?.after;
  if (!after) {
    return functionTask(scope, functions, check, { payload: ASKED }).addCatch(broken);
  }
  const first = functionTask(scope, functions, after, { payload: ASKED });
  const second = functionTask(scope, functions, check, {
    payload: { ...ASKED, described: jsonata('$states.input') },
  });
  first.addCatch(broken);
  second.addCatch(broken);
  return first.next(second);
}

/** A check that could not be made is a finding that fails: not known is not good. */
function checkBroken(scope: Construct, check: FunctionState): Pass {
  const finding: Record<keyof Finding, string> = {
    check,
    subject: check,
    level: 'fail',
    code: 'check-broken',
    seen: jsonata("$states.input.Error & ': ' & $states.input.Cause"),
    why: 'The check itself failed, so nothing is known of what it looks at.',
    toDo: 'Read the log of this function, mend what it names, and start again.',
  };
  const outputs: Record<keyof CheckResult, unknown> = { check, findings: [finding] };
  return Pass.jsonata(scope, `${check}Broken`, {
    comment: `${check} itself failed; that is told as a finding, beside those of the other checks.`,
    outputs,
  });
}
