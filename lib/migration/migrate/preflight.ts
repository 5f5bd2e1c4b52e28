import { type IChainable, Parallel } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type { CheckState } from '../../../lambdas/migration/contract/calls.ts';
import type { ProbingPlace } from '../../../lambdas/migration/contract/probing-places.ts';
import { FUNCTION_STATES, MIGRATE } from '../../../lambdas/migration/contract/states.ts';
import { CATALOG } from '../functions/catalog.ts';
import type { MigrationFunctions } from '../functions/migration-functions.ts';
import { migrationTask } from '../machines/migration-task.ts';
import { ASKED, checkBroken } from './check-branch.ts';
import { databaseBranch } from './database-branch.ts';
import { workloadBranch } from './workload-branch.ts';

/**
 * All checks that the catalog lists for this configuration, side by side. None stops another, not even by breaking.
 * @param places from where databases are probed
 */
export function preflight(
  scope: Construct,
  functions: MigrationFunctions,
  places: readonly ProbingPlace[],
): Parallel {
  const parallel = Parallel.jsonata(scope, MIGRATE.preflight, {
    comment: 'Checks everything that the migration depends on, in parallel. Nothing in the zones is changed.',
  });
  for (const check of CHECKS.filter((each) => functions.allOf(each).length > 0))
    parallel.branch(branch(scope, functions, check, places));
  return parallel;
}

/** The states of the preflight checks, those first that another one needs. */
export const CHECKS: readonly CheckState[] = FUNCTION_STATES.filter(
  (state): state is CheckState => CATALOG[state].check !== undefined,
);

function branch(
  scope: Construct,
  functions: MigrationFunctions,
  check: CheckState,
  places: readonly ProbingPlace[],
): IChainable {
  const { databases, workloads } = CATALOG[check].check ?? {};
  if (databases) return databaseBranch(scope, functions, places, databases);
  if (workloads) return workloadBranch(scope, functions, workloads);
  const { logGroupName } = functions.of(check).logs;
  return migrationTask(scope, functions, check, { payload: ASKED }).addCatch(
    checkBroken(scope, check, [logGroupName]),
  );
}
