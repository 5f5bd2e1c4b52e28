import type { IChainable } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type { DescribedOwners } from '../../../lambdas/migration/contract/payloads.ts';
import { input } from '../../shared/machines/reader.ts';
import type { WorkloadStates } from '../functions/function-spec.ts';
import type { MigrationFunctions } from '../functions/migration-functions.ts';
import { migrationTask } from '../machines/migration-task.ts';
import { ASKED, checkBroken } from './check-branch.ts';

/** The check of workloads: who owns the names by the zones, then what the cluster says. */
export function workloadBranch(
  scope: Construct,
  functions: MigrationFunctions,
  { describe, judge }: WorkloadStates,
): IChainable {
  const logs = [describe, judge].map((state) => functions.of(state).logs.logGroupName);
  const broken = checkBroken(scope, judge, logs);
  return migrationTask(scope, functions, describe, { payload: ASKED })
    .addCatch(broken)
    .next(
      migrationTask(scope, functions, judge, {
        payload: { ...ASKED, owners: input<DescribedOwners>()() },
      }).addCatch(broken),
    );
}
