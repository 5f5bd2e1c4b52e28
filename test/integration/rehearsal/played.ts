/**
 * Plays a scenario on the deployed app, and again with the policies of one role taken away. A program of its own,
 * because jest cannot load what the stage is made of. Writes one line of JSON: `Played`.
 */

import { DeleteRolePolicyCommand, IAMClient } from '@aws-sdk/client-iam';
import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { cast } from '../../../rehearsal/cast.ts';
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
  await takePoliciesAway(stage, 'shop-VerifyAlarms');
  const broken = await rehearse(stage, await playable(), { seed: 1 });
  played = {
    template: stage.deployment.template,
    assets: stage.deployment.assets,
    claims: whole.outcomes.length,
    contradictions: whole.outcomes.flatMap(({ contradictions }) => contradictions),
    report,
    document: record.document(),
    contradictionsWithoutPolicy: broken.outcomes.flatMap(({ contradictions }) => contradictions),
  };
} finally {
  await stage.close();
}
process.stdout.write(`${JSON.stringify(played)}\n`, () => process.exit(0));

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
