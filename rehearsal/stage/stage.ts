/** The whole offline AWS with the shop's migration deployed to it: what scenarios are played on. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Chronicle } from '../chronicle.ts';
import { type Emulator, type ExecutionView, startEmulator } from '../emulator/emulator.ts';
import {
  type Authorize,
  elasticLoadBalancingService,
  type Gateway,
  monitoringService,
  rdsService,
  route53Service,
  startGateway,
} from '../gateway/index.ts';
import { ACCOUNT, REGION, START } from '../shop/account.ts';
import { SHOP_KEY_ID } from '../shop/key.ts';
import { ELB_ZONE } from '../shop/zones.ts';
import { type AwsClients, awsClients, ROOT_KEY } from './aws-clients.ts';
import { startDatabase } from './database.ts';
import { type Deployment, deploy, theResource } from './deploy.ts';
import { Director } from './director.ts';
import { emptyTable } from './journal-wipe.ts';
import { type Mail, Mailbox } from './mailbox.ts';
import { type Given, type Scene, setScene } from './scene.ts';
import { databaseSource, loadBalancerSource, monitoringSource } from './sources.ts';
import { startWorldServer } from './world-server.ts';

/** What can be seen of the account at a moment. */
export interface Situation {
  readonly now: number;
  readonly executions: readonly ExecutionView[];
  readonly mails: readonly Mail[];
}

export interface StageOptions {
  /** What the tools write while they work. */
  readonly log: (line: string) => void;
  /** One line about what is being done now. */
  readonly progress: (step: string) => void;
  readonly signal: AbortSignal;
}

export interface Stage {
  readonly folder: string;
  readonly emulator: Emulator;
  readonly gateway: Gateway;
  readonly director: Director<Situation>;
  readonly clients: AwsClients;
  readonly deployment: Deployment;
  readonly mailbox: Mailbox;
  now(): number;
  look(): Promise<Situation>;
  /** Tells `listener` whatever is seen by anybody who looks; the returned function stops that. */
  onLook(listener: (situation: Situation) => void): () => void;
  /** The scene that is set. @throws before the first. */
  scene(): Scene;
  /** Puts a fresh shop on the stage in place of the one before. */
  setScene(given: Given, seed: number, chronicle: Chronicle): Promise<Scene>;
  close(): Promise<void>;
}

/** What is closed in the end, the last opened first; also when opening failed half-way. */
class Closers {
  readonly #closers: (() => unknown)[] = [];

  add(close: () => unknown): void {
    this.#closers.push(close);
  }

  /** Closes everything, then throws the first error that there was. */
  async close(): Promise<void> {
    const errors: unknown[] = [];
    for (const close of this.#closers.splice(0).reverse()) {
      try {
        await close();
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw errors[0];
  }
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
  const folder = mkdtempSync(join(tmpdir(), 'kops-cutover-'));
  const removeFolder = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  process.once('exit', removeFolder);
  closers.add(() => {
    process.off('exit', removeFolder);
    removeFolder();
  });

  signal.throwIfAborted();
  // These need each other: what one asks of another is only asked when all are there.
  let emulator: Emulator | undefined;
  let scene: Scene | undefined;
  const theEmulator = () => present(emulator, 'the emulator');
  const theScene = () => present(scene, 'the scene');
  const now = () => theEmulator().clock.now();
  const mailbox = new Mailbox(now, () => `${worldServer.url}/mail`);
  const lookers = new Set<(situation: Situation) => void>();
  const look = async (): Promise<Situation> => {
    const situation = { now: now(), executions: await theEmulator().executions(), mails: mailbox.mails };
    for (const listener of lookers) listener(situation);
    return situation;
  };
  const director = new Director<Situation>({
    now,
    look,
    putEvents: async (events) => void (await theEmulator().putEvents(events)),
  });
  const worldServer = await startWorldServer({
    // While it starts, the emulator asks before it has said that it is there.
    advance: async (until) => (emulator ? director.advance(until) : until),
    mail: (envelope) => mailbox.receive(envelope),
  });
  closers.add(() => worldServer.stop());

  progress('starting a database and the offline AWS');
  const database = await startDatabase(folder, log);
  closers.add(() => database.stop());
  emulator = await startEmulator({
    worldUrl: worldServer.url,
    account: ACCOUNT,
    region: REGION,
    startTime: new Date(START),
    functionEnvironment: { NODE_EXTRA_CA_CERTS: database.authorityFile },
    tmpDir: folder,
    log,
  });
  closers.add(() => theEmulator().stop());
  await emulator.makeKey(SHOP_KEY_ID);
  const worldNow = () => {
    director.catchUp();
    return theScene().world;
  };
  const gateway = await startGateway({
    emulatorUrl: emulator.url,
    account: ACCOUNT,
    authorize: authorizeBy(emulator),
    rootAccessKeyIds: [ROOT_KEY],
    clock: { now },
    log,
    onPark: async ({ accessKeyId }) => void (await theEmulator().clock.park({ key: accessKeyId })),
    onUnpark: async ({ accessKeyId }) => void (await theEmulator().clock.unpark({ key: accessKeyId })),
    services: {
      route53: (request) => route53Service(theScene().route53)(request),
      monitoring: monitoringService(monitoringSource(worldNow, now), { now }),
      rds: rdsService(databaseSource(database, START)),
      elasticloadbalancing: elasticLoadBalancingService(loadBalancerSource(worldNow, ELB_ZONE, START)),
    },
  });
  closers.add(() => gateway.stop());
  await emulator.sendFunctionsTo(gateway.url);
  const clients = awsClients(gateway.url, REGION);
  closers.add(() => clients.destroy());

  signal.throwIfAborted();
  progress('deploying the app: cdk synth, bootstrap, deploy');
  const deployment = await deploy({
    // Not through the gateway: it judges what functions do, not what the CDK's roles may.
    endpoint: emulator.url,
    clockEnvironment: emulator.clockEnvironment,
    region: REGION,
    account: ACCOUNT,
    folder,
    clients,
    log,
    signal,
  });
  await mailbox.subscribe(clients, theResource(deployment, 'AWS::SNS::Topic'));
  closers.add(() => scene?.close());
  return {
    folder,
    emulator,
    gateway,
    director,
    clients,
    deployment,
    mailbox,
    now,
    look,
    onLook: (listener) => {
      lookers.add(listener);
      return () => lookers.delete(listener);
    },
    scene: theScene,
    setScene: async (given, seed, chronicle) => {
      await scene?.close();
      scene = await setScene({ seed, now, given, chronicle, onError: (error) => director.giveUp(error) });
      director.direct(scene.simulation);
      mailbox.empty();
      await emptyTable(clients, theResource(deployment, 'AWS::DynamoDB::Table'));
      return scene;
    },
    close: () => closers.close(),
  };
}

function present<T>(part: T | undefined, what: string): T {
  if (part === undefined) throw new Error(`${what} was asked before it was there`);
  return part;
}

function authorizeBy(emulator: Emulator): Authorize {
  return async ({ accessKeyId, action, resource, context }) => {
    const lists = Object.fromEntries(Object.entries(context).map(([key, value]) => [key, [value].flat()]));
    const answer = await emulator.authorize({ accessKeyId, action, resource, context: lists });
    return { ...answer, principal: answer.principal ?? '', function: answer.function ?? '' };
  };
}
