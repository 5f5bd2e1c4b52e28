/**
 * Plays a scenario on the deployed app, and again with the policies of one role taken away. A program of its own,
 * because jest cannot load what the stage is made of. Writes one line of JSON: `Played`.
 */

import { DeleteRolePolicyCommand, IAMClient } from '@aws-sdk/client-iam';
import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { cast } from '../../../rehearsal/cast.ts';
import { playAll } from '../../../rehearsal/play-act.ts';
import { openMigration } from '../../../rehearsal/products/migration/open-migration.ts';
import { openStage } from '../../../rehearsal/products/open-stage.ts';
import { rehearse } from '../../../rehearsal/rehearse.ts';
import { rehearsedIn, SHOP } from '../../../rehearsal/rehearsed-app.ts';
import { RunRecord } from '../../../rehearsal/report/run-record.ts';
import { alarmBeforeStart } from '../../../rehearsal/scenarios/migration/alarm-before-start.ts';
import type { PlayableMigration } from '../../../rehearsal/scenarios/migration/scenario.ts';
import { Missing } from '../../../rehearsal/scenarios/scenario.ts';
import { ROOT_KEY } from '../../../rehearsal/stage/aws-clients.ts';
import { toldOf } from '../../../rehearsal/stage/deploy.ts';
import type { Stage } from '../../../rehearsal/stage/stage.ts';
import type { RunDocument } from '../../../report/rehearsal/document.ts';

export interface Played {
  readonly template: string;
  /** Hashes of the assets that were deployed. */
  readonly assets: readonly string[];
  readonly claims: number;
  readonly contradictions: readonly string[];
  readonly report: string;
  readonly contradictionsWithoutPolicy: readonly string[];
  /** As it is written for programs. */
  readonly document: RunDocument;
  /** Of scenarios that fail, and the first one after them. */
  readonly afterFailures: RunDocument;
}

const quiet = { log: () => {}, progress: () => {}, signal: new AbortController().signal };
const { migration, world } = await rehearsedIn(SHOP, quiet);
if (!migration) throw new Error('the shop has no migration');
const stage = await openStage(openMigration, { ...quiet, stack: migration.stack, world });
let played: Played;
try {
  const whole = await rehearse(stage, await playable(), { seed: 1 });
  const report = await reportIn(stage);
  const record = new RunRecord({ command: 'npm start', app: '' });
  record.plays(whole, []);
  const afterFailures = await playedAfterFailures();
  await takePoliciesAway(stage, 'shop-VerifyAlarms');
  const broken = await rehearse(stage, await playable(), { seed: 1 });
  played = {
    template: stage.deployment.template,
    assets: stage.deployment.assets,
    claims: whole.outcomes.length,
    contradictions: whole.outcomes.flatMap(({ contradictions }) => contradictions),
    report,
    document: record.document(),
    afterFailures,
    contradictionsWithoutPolicy: broken.outcomes.flatMap(({ contradictions }) => contradictions),
  };
} finally {
  await stage.close();
}
process.stdout.write(`${JSON.stringify(played)}\n`, () => process.exit(0));

/** One fails in the midst of a migration, while somebody else waits; one can't be set. */
async function playedAfterFailures(): Promise<RunDocument> {
  const record = new RunRecord({ command: 'npm start', app: '' });
  const inTheMidst: PlayableMigration = {
    of: 'migration',
    name: 'week',
    about: 'it fails',
    when: async ({ onCall, meanwhile }) => {
      meanwhile('somebody', async (person) => {
        await person.waits(60 * 24 * 30);
        await person.starts('Migrate', {});
      });
      await onCall.starts('Migrate', {});
      await onCall.sees('Migrate', 'Soak 5 %');
      throw new TypeError('it fails in the midst');
    },
    checks: [],
  };
  const fails = (words: string) => () => {
    throw new TypeError(words);
  };
  const unset: PlayableMigration = { ...inTheMidst, given: { cluster: fails('it cannot be set') } };
  const uncast = { of: 'migration', name: 'week', about: '', scriptFor: fails('it fits nothing') } as const;
  const silent = { say: () => {}, begin: () => {}, see: () => {}, end: () => {}, progress: () => {} };
  await playAll(stage, [inTheMidst, unset, uncast, alarmBeforeStart], {
    app: { options: [], isOwn: true } as never,
    request: { seed: 1, mails: false, patches: [] },
    kept: {
      begin: () => ({ keepReports: () => {}, keepVerdict: () => {}, keepDashboard: () => {} }),
    } as never,
    record,
    interruption: { signal: quiet.signal } as never,
    view: silent as never,
    variants: (one) => [one],
  });
  return record.document();
}

async function playable(): Promise<PlayableMigration> {
  const found = await cast(alarmBeforeStart, stage);
  if (found instanceof Missing) throw new Error(found.what);
  return found;
}

async function reportIn({ clients, deployment }: Stage): Promise<string> {
  const Bucket = toldOf(deployment, 'REPORT_BUCKET');
  const { Contents = [] } = await clients.s3.send(new ListObjectsV2Command({ Bucket }));
  const Key = Contents.find((object) => object.Key?.endsWith('readiness.txt'))?.Key;
  const { Body } = await clients.s3.send(new GetObjectCommand({ Bucket, Key }));
  return (await Body?.transformToString()) ?? '';
}

/** Removes all inline policies of the role of a function. */
async function takePoliciesAway({ aws: { emulator } }: Stage, functionName: string): Promise<void> {
  const role = (await emulator.roles()).find(({ functions }) => functions.includes(functionName));
  if (!role) throw new Error(`there is no role for ${functionName}`);
  const credentials = { accessKeyId: ROOT_KEY, secretAccessKey: ROOT_KEY };
  const iam = new IAMClient({ endpoint: emulator.url, region: stage.home.region, credentials });
  try {
    for (const { name } of role.policies) {
      const RoleName = role.role.split('/').at(-1);
      await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: name }));
    }
  } finally {
    iam.destroy();
  }
}
