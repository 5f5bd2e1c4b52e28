/** The offline AWS with a stack of the app deployed to it: what scenarios are played on. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AccountEvidence } from '../checks/check.ts';
import type { Chronicle } from '../chronicle.ts';
import { ACCOUNT, REGION } from '../shop/account.ts';
import { type AwsClients, awsClients } from './aws-clients.ts';
import { Closers } from './closers.ts';
import { type Deployment, deploy, theResource } from './deploy.ts';
import { emptyTable } from './journal-wipe.ts';
import { OfflineAws } from './offline-aws.ts';
import type { Production } from './production.ts';
import type { StagedScene } from './staged-scene.ts';

export interface StageOptions {
  /** What the tools write while they work. */
  readonly log: (line: string) => void;
  /** One line about what is being done now. */
  readonly progress: (step: string) => void;
  readonly signal: AbortSignal;
}

/** As the people of a scenario know it. */
export interface Stage {
  readonly aws: OfflineAws;
  /** As somebody has them who is signed in to the account. */
  readonly clients: AwsClients;
  readonly deployment: Deployment;
  close(): Promise<void>;
}

export interface StageOf<G, S extends StagedScene, E extends AccountEvidence> extends Stage {
  readonly production: Production<G, S, E>;
  /** Puts a fresh world on the stage in place of the one before. */
  setScene(title: string, given: G | undefined, seed: number, chronicle: Chronicle): Promise<S>;
}

/** Where a production keeps what it needs, and what ends that. */
export interface Backstage {
  /** A temporary folder. */
  readonly folder: string;
  readonly log: (line: string) => void;
  readonly closers: Closers;
}

/** Makes what a production needs before the offline AWS starts. */
export type OpenProduction<G, S extends StagedScene, E extends AccountEvidence> = (
  backstage: Backstage,
) => Promise<Production<G, S, E>>;

/** Starts everything and deploys the stack. What was started is ended when a part fails. */
export async function openStage<G, S extends StagedScene, E extends AccountEvidence>(
  openProduction: OpenProduction<G, S, E>,
  options: StageOptions,
): Promise<StageOf<G, S, E>> {
  const closers = new Closers();
  try {
    return await open(openProduction, options, closers);
  } catch (error) {
    await closers.close();
    throw error;
  }
}

async function open<G, S extends StagedScene, E extends AccountEvidence>(
  openProduction: OpenProduction<G, S, E>,
  { log, progress, signal }: StageOptions,
  closers: Closers,
): Promise<StageOf<G, S, E>> {
  const folder = makeFolder(closers);
  progress('starting the offline AWS and what is around it');
  const production = await openProduction({ folder, log, closers });
  const { stackName } = production;
  const aws = await OfflineAws.start({ production, tmpDir: folder, log }, closers);
  const clients = awsClients(aws.gateway.url, REGION);
  closers.add(() => clients.destroy());
  await production.prepare(aws.emulator, clients, { now: () => aws.now() });

  signal.throwIfAborted();
  progress(`deploying ${stackName}: cdk bootstrap, cdk deploy`);
  // Once there is a timetable, time would jump to its next moment again and again: between the CDK's signature under a
  // request and the look at it, too, which then comes too late.
  const deployment = await withTimeHeld(aws, () =>
    deploy({
      // Not through the gateway: it judges what functions do, not what the CDK's roles may.
      endpoint: aws.emulator.url,
      clockEnvironment: aws.emulator.clockEnvironment,
      region: REGION,
      account: ACCOUNT,
      stackName,
      folder,
      clients,
      log,
      signal,
    }),
  );
  await aws.mailbox.subscribe(clients, theResource(deployment, 'AWS::SNS::Topic'));
  const stage = { aws, clients, deployment, production, close: () => closers.close() };
  return { ...stage, setScene: sceneSetter(stage) };
}

function sceneSetter<G, S extends StagedScene, E extends AccountEvidence>({
  aws,
  clients,
  deployment,
  production,
}: Omit<StageOf<G, S, E>, 'setScene'>): StageOf<G, S, E>['setScene'] {
  const played = new Map<string, number>();
  const now = () => aws.now();
  const onError = (error: Error) => aws.director.giveUp(error);
  const work = (what: string, body: () => Promise<void>) => aws.director.act(what, body);
  return async (title, given, seed, chronicle) => {
    const playedBefore = played.get(title) ?? 0;
    played.set(title, playedBefore + 1);
    // Time stands still meanwhile: a scene begins at the moment at which it was set.
    return await aws.director.act('the stage', async () => {
      const scene = await aws.replaceScene(() =>
        production.setScene(given, { seed, title, playedBefore, now, chronicle, work, onError }),
      );
      await emptyTable(clients, theResource(deployment, 'AWS::DynamoDB::Table'));
      // Whatever counts in that table begins anew, and with it the names of executions.
      await aws.emulator.forgetExecutions();
      return scene;
    });
  };
}

/** While `body` works, rehearsed time goes as real time does. */
async function withTimeHeld<T>({ emulator }: OfflineAws, body: () => Promise<T>): Promise<T> {
  await emulator.clock.hold();
  try {
    return await body();
  } finally {
    await emulator.clock.release();
  }
}

/** A temporary folder that is removed in the end, however the process ends. */
function makeFolder(closers: Closers): string {
  const folder = mkdtempSync(join(tmpdir(), 'kops-cutover-'));
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  process.once('exit', remove);
  closers.add(() => {
    process.off('exit', remove);
    remove();
  });
  return folder;
}
