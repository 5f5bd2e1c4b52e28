import { type IChainable, Parallel, Pass } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type { ProbedFromHere } from '../../../lambdas/migration/contract/database-probes.ts';
import type { ProbingPlace } from '../../../lambdas/migration/contract/probing-places.ts';
import { expression, type Given, writtenFields } from '../../shared/machines/expression.ts';
import { input } from '../../shared/machines/reader.ts';
import type { DatabaseStates } from '../functions/function-spec.ts';
import type { MigrationFunctions } from '../functions/migration-functions.ts';
import { migrationTask } from '../machines/migration-task.ts';
import { ASKED, CAUGHT, checkBroken } from './check-branch.ts';
import { set, variable } from './variables.ts';

/** The check of databases: what RDS says of them, what was seen from each place, the verdict. */
export function databaseBranch(
  scope: Construct,
  functions: MigrationFunctions,
  places: readonly ProbingPlace[],
  { describe, probe, judge }: DatabaseStates,
): IChainable {
  const logs = [describe, judge].map((state) => functions.of(state).logs.logGroupName);
  const broken = checkBroken(scope, judge, logs);
  const description = migrationTask(scope, functions, describe, {
    payload: ASKED,
    assign: (described) => set({ described: described() }),
  }).addCatch(broken);
  const verdict = (probed: Given<readonly ProbedFromHere[]>) =>
    migrationTask(scope, functions, judge, {
      payload: { ...ASKED, described: variable('described'), probed },
    }).addCatch(broken);
  if (places.length === 0) return description.next(verdict([]));
  return description
    .next(probing(scope, functions, places, probe))
    .next(verdict(input<readonly ProbedFromHere[]>()()));
}

/** From all places at the same time. One whose function breaks hides nothing that the others see. */
function probing(
  scope: Construct,
  functions: MigrationFunctions,
  places: readonly ProbingPlace[],
  probe: DatabaseStates['probe'],
): Parallel {
  const parallel = Parallel.jsonata(scope, probe, {
    comment: 'Connects to the databases from each configured subnet, at the same time.',
  });
  for (const [index, { ending, side, subnetId }] of places.entries()) {
    const task = migrationTask(scope, functions, probe, {
      payload: { ...ASKED, endpoints: variable('described.endpoints'), place: index },
      place: { ending, about: `It runs in ${side === 'legacy' ? 'legacy’s' : 'the cluster’s'} ${subnetId}.` },
    });
    const { logGroupName } = functions.of(probe, ending).logs;
    parallel.branch(task.addCatch(probeBroken(scope, `${probe}Broken ${ending}`, logGroupName)));
  }
  return parallel;
}

function probeBroken(scope: Construct, id: string, logGroup: string): Pass {
  // Causes are up to 32 KiB long: those of all places together would be more than Step Functions hands on.
  const error = expression<string>(`$substring(${CAUGHT}, 0, 2000)`);
  const result: Given<ProbedFromHere> = { databases: [], broken: { error, logGroup } };
  return Pass.jsonata(scope, id, {
    comment: 'The databases could not be probed from here. VerifyRds reports it.',
    outputs: writtenFields(result),
  });
}
