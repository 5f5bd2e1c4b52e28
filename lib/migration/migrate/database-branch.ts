import { type IChainable, Parallel, Pass } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type { LoggedIn } from '../../../lambdas/migration/contract/database-logins.ts';
import type { BrokenProbe, ProbedFromHere } from '../../../lambdas/migration/contract/database-probes.ts';
import type { VerifyRdsPayload } from '../../../lambdas/migration/contract/payloads.ts';
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
  { describe, probe, logIn, judge }: DatabaseStates,
): IChainable {
  const logs = [describe, judge].map((state) => functions.of(state).logs.logGroupName);
  const checkFailed = checkBroken(scope, judge, logs);
  const description = migrationTask(scope, functions, describe, {
    payload: ASKED,
    assign: (described) => set({ described: described() }),
  }).addCatch(checkFailed);
  const verdict = (seen: Given<VerifyRdsPayload['seen']>) =>
    migrationTask(scope, functions, judge, {
      payload: { ...ASKED, described: variable('described'), seen },
    }).addCatch(checkFailed);
  if (places.length === 0) return description.next(verdict([]));
  const looking = probing(scope, functions, places, probe);
  if (functions.allOf(logIn).length > 0) looking.branch(loggingIn(scope, functions, logIn));
  return description.next(looking).next(verdict(input<VerifyRdsPayload['seen']>()()));
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
    const nothing: Given<ProbedFromHere> = { databases: [], broken: brokenBy(logGroupName) };
    parallel.branch(task.addCatch(broken(scope, `${probe}Broken ${ending}`, nothing)));
  }
  return parallel;
}

/** Beside the probes: who logs in meets what they meet. */
function loggingIn(
  scope: Construct,
  functions: MigrationFunctions,
  logIn: DatabaseStates['logIn'],
): IChainable {
  const { logGroupName } = functions.of(logIn).logs;
  const nothing: Given<LoggedIn> = { logins: [], broken: brokenBy(logGroupName) };
  return migrationTask(scope, functions, logIn, {
    payload: { ...ASKED, endpoints: variable('described.endpoints') },
  }).addCatch(broken(scope, `${logIn}Broken`, nothing));
}

function broken(scope: Construct, id: string, nothing: Given<ProbedFromHere> | Given<LoggedIn>): Pass {
  return Pass.jsonata(scope, id, {
    comment: 'The function failed, so nothing was seen here. VerifyRds reports it.',
    outputs: writtenFields(nothing),
  });
}

function brokenBy(logGroup: string): Given<BrokenProbe> {
  // Causes are up to 32 KiB long: those of all places together would be more than Step Functions hands on.
  return { error: expression<string>(`$substring(${CAUGHT}, 0, 2000)`), logGroup };
}
