/** A dry run of the migration in a world in which something is planted. */
import { relative } from 'node:path';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { allCallsAllowed } from '../../checks/calls.ts';
import { ended } from '../../checks/executions.ts';
import type { Trace } from '../../checks/leaks.ts';
import {
  alwaysAnswered,
  familiesTogether,
  followersAlike,
  noRequestLost,
} from '../../checks/migration/always.ts';
import { nothingWritten } from '../../checks/migration/zones.ts';
import { type AllowedMutation, onlyReads } from '../../checks/read-only.ts';
import { migrates } from '../../people/migration/habits.ts';
import { tracesOfScene } from '../../report/traces.ts';
import type { PlayableMigration } from '../../scenarios/migration/scenario.ts';
import type { FindingKey } from '../../snapshot/expectation.ts';
import type { Patch } from '../../snapshot/patch-file.ts';
import { toldOf } from '../../stage/deploy.ts';
import type { Stage } from '../../stage/stage.ts';
import { apart } from './apart.ts';
import type { Planting } from './plantings.ts';
import { valuesIn } from './secrecy.ts';

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
  /** Who answers for it, where somebody has accepted it. */
  readonly accepted?: { readonly reason: string; readonly until: string };
}

/** What a dry run does beside reading. */
const MAY_CHANGE: readonly AllowedMutation[] = [
  ...['kms:Encrypt', 'kms:Decrypt'].map((action) => ({
    by: 'VerifyKms',
    action,
    resource: 'arn:aws:kms:',
    reason: 'Whether a key can be used shows only in use. A random value is encrypted, and nobody keeps it.',
  })),
  {
    by: 'LogInToDatabases',
    action: 'kms:Decrypt',
    resource: 'arn:aws:kms:',
    reason: 'Secrets Manager decrypts the secret of the login that is tried. Nothing is written.',
  },
  {
    by: 'VerifyHooks',
    action: 'lambda:InvokeFunction',
    resource: 'arn:aws:lambda:',
    reason: 'A dry run of Lambda says whether the function may be called, and runs nothing.',
  },
  {
    by: 'AssessReadiness',
    action: 's3:PutObject',
    resource: 'arn:aws:s3:::',
    reason: 'The report is what a dry run is for.',
  },
  {
    action: 'sts:AssumeRole',
    resource: 'arn:aws:iam::',
    reason: 'A zone is in another account: it is read by the role that this account lends.',
  },
];

/** What a fault itself may contradict, and a dry run changes nothing of it. A right that isn't planted away shows in the clean world. */
const MAY_BE_PLANTED = [allCallsAllowed, alwaysAnswered, noRequestLost, familiesTogether, followersAlike];

/** Before a migration people try the cluster out. Without them no alarm on it has data, and one that watches something else looks the same. */
const TESTERS_PER_MINUTE = 6;

function optionOf({ path }: Patch): string {
  return `--patch ${relative(process.cwd(), path)}`;
}

/**
 * @param keep is given the report when it is there
 * @param wrongIn what contradicts what was expected of it
 */
export function dryRunIn(
  { title, about, patches }: Planting,
  keep: (readiness: Readiness) => void,
  wrongIn: (readiness: Readiness) => readonly string[],
): PlayableMigration {
  let readiness: Readiness | undefined;
  let traces: readonly Trace[] = [];
  return {
    of: 'migration',
    name: 'preflight',
    ...(patches.length > 0 && { variant: { words: title, option: patches.map(optionOf).join(' ') } }),
    about,
    given: { planted: patches, testersPerMinute: TESTERS_PER_MINUTE },
    when: async ({ onCall, scene, stage }) => {
      const execution = await migrates(onCall, { dryRun: true });
      await onCall.seesTheEndOf(execution);
      readiness = await readinessOf(stage, execution, scene.estate.settings.migration);
      keep(readiness);
      await onCall.seesAllAtRest();
      traces = await tracesOfScene(stage, scene.start);
    },
    exempt: patches.length > 0 ? MAY_BE_PLANTED : [],
    checks: [
      {
        claim: 'It ended as its report says: ready, or not',
        contradictions: (evidence) => (readiness ? endOf(readiness).contradictions(evidence) : NO_REPORT),
      },
      nothingWritten,
      onlyReads(MAY_CHANGE),
      {
        claim: 'No value of a secret or parameter is in an execution, a report, a mail or the journal',
        contradictions: ({ scene }) =>
          valuesIn(scene.estate, traces, [
            `an execution of ${scene.estate.settings.migration}-Migrate`,
            'readiness.json',
          ]),
      },
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

async function readinessOf(
  { clients: { s3 }, deployment }: Stage,
  execution: string,
  migration: string,
): Promise<Readiness> {
  const Bucket = toldOf(deployment, 'REPORT_BUCKET');
  const Key = `${migration}/${execution.split(':').at(-1)}/readiness.json`;
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
  const report: Readiness = JSON.parse((await Body?.transformToString()) ?? '');
  return { ...report, findings: apart(report.findings) };
}
