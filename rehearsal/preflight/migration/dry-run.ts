/** A dry run of the migration in a world in which something is planted. */
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { ended } from '../../checks/executions.ts';
import { nothingWritten } from '../../checks/migration/zones.ts';
import { migrates } from '../../people/migration/habits.ts';
import type { MigrationScenario } from '../../scenarios/migration/scenario.ts';
import { MIGRATION } from '../../shop/account.ts';
import type { FindingKey } from '../../snapshot/expectation.ts';
import { theResource } from '../../stage/deploy.ts';
import type { Stage } from '../../stage/stage.ts';
import type { Planting } from './plantings.ts';

/** Of the report, what is read here. */
export interface Readiness {
  readonly ready: boolean;
  readonly summary: string;
  readonly findings: readonly FoundFinding[];
}

export interface FoundFinding extends FindingKey {
  readonly seen: string;
  readonly why: string;
  readonly toDo: string;
}

/**
 * @param keep is given the report when it is there
 * @param wrongIn what contradicts what was expected of it
 */
export function dryRunIn(
  { title, about, patches }: Planting,
  keep: (readiness: Readiness) => void,
  wrongIn: (readiness: Readiness) => readonly string[],
): MigrationScenario {
  let readiness: Readiness | undefined;
  return {
    of: 'migration',
    name: title,
    about,
    given: { planted: patches },
    when: async ({ onCall, stage }) => {
      const execution = await migrates(onCall, { dryRun: true });
      await onCall.seesTheEndOf(execution);
      readiness = await readinessOf(stage, execution);
      keep(readiness);
    },
    checks: [
      {
        claim: 'It ended as its report says: ready, or not',
        contradictions: (evidence) => (readiness ? endOf(readiness).contradictions(evidence) : NO_REPORT),
      },
      nothingWritten,
      {
        claim: 'The report has what was planted, and nothing else',
        contradictions: () => (readiness ? wrongIn(readiness) : NO_REPORT),
      },
    ],
  };
}

const NO_REPORT = ['there is no report'];

function endOf({ ready }: Readiness) {
  return ready
    ? ended('Migrate', { status: 'SUCCEEDED', in: 'PlanReady' })
    : ended('Migrate', { status: 'FAILED', in: 'NotReady', error: 'NotReady' });
}

async function readinessOf({ clients: { s3 }, deployment }: Stage, execution: string): Promise<Readiness> {
  const Bucket = theResource(deployment, 'AWS::S3::Bucket');
  const Key = `${MIGRATION}/${execution.split(':').at(-1)}/readiness.json`;
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
  return JSON.parse((await Body?.transformToString()) ?? '');
}
