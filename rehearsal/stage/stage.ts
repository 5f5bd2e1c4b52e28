/** The offline AWS with the shop's migration deployed to it: what scenarios are played on. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Chronicle } from '../chronicle.ts';
import { ACCOUNT, REGION } from '../shop/account.ts';
import { type AwsClients, awsClients } from './aws-clients.ts';
import { Closers } from './closers.ts';
import { startDatabase } from './database.ts';
import { type Deployment, deploy, theResource } from './deploy.ts';
import { emptyTable } from './journal-wipe.ts';
import { OfflineAws } from './offline-aws.ts';
import { type Given, type Scene, setScene } from './scene.ts';

export interface StageOptions {
  /** What the tools write while they work. */
  readonly log: (line: string) => void;
  /** One line about what is being done now. */
  readonly progress: (step: string) => void;
  readonly signal: AbortSignal;
}

export interface Stage {
  readonly aws: OfflineAws;
  /** As somebody has them who is signed in to the account. */
  readonly clients: AwsClients;
  readonly deployment: Deployment;
  /** Puts a fresh shop on the stage in place of the one before. */
  setScene(given: Given, seed: number, chronicle: Chronicle): Promise<Scene>;
  close(): Promise<void>;
}

/** Starts everything and deploys the app. What was started is ended when a part fails. */
export async function openStage(options: StageOptions): Promise<Stage> {
  const closers = new Closers();
  try {
    return await open(options, closers);
  } catch (error) {
    await closers.close();
    throw error;
  }
}

async function open({ log, progress, signal }: StageOptions, closers: Closers): Promise<Stage> {
  const folder = makeFolder(closers);
  progress('starting a database and the offline AWS');
  const database = await startDatabase(folder, log);
  closers.add(() => database.stop());
  const aws = await OfflineAws.start({ database, tmpDir: folder, log }, closers);
  const clients = awsClients(aws.gateway.url, REGION);
  closers.add(() => clients.destroy());

  signal.throwIfAborted();
  progress('deploying the app: cdk synth, bootstrap, deploy');
  const deployment = await deploy({
    // Not through the gateway: it judges what functions do, not what the CDK's roles may.
    endpoint: aws.emulator.url,
    clockEnvironment: aws.emulator.clockEnvironment,
    region: REGION,
    account: ACCOUNT,
    folder,
    clients,
    log,
    signal,
  });
  await aws.mailbox.subscribe(clients, theResource(deployment, 'AWS::SNS::Topic'));
  return {
    aws,
    clients,
    deployment,
    setScene: async (given, seed, chronicle) => {
      const onError = (error: Error) => aws.director.giveUp(error);
      const now = () => aws.now();
      const scene = await aws.replaceScene(() => setScene({ seed, now, given, chronicle, onError }));
      await emptyTable(clients, theResource(deployment, 'AWS::DynamoDB::Table'));
      return scene;
    },
    close: () => closers.close(),
  };
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
