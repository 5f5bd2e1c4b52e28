import { ENV } from '../../lambdas/shared/contract/environment.ts';
/** The offline AWS with a stack of the app deployed to it: what scenarios are played on. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SynthesisedStack } from '../app/synthesise.ts';
import type { AccountEvidence } from '../checks/check.ts';
import type { Patch } from '../snapshot/patch-file.ts';
import { awsClients } from '../stage/aws-clients.ts';
import { bootstrap } from '../stage/bootstrap.ts';
import { ByHand } from '../stage/by-hand.ts';
import { connectChat } from '../stage/chat.ts';
import { Closers } from '../stage/closers.ts';
import { toldOf } from '../stage/deploy.ts';
import { requireDeployable } from '../stage/deployable.ts';
import { DeployedApp } from '../stage/deployed-app.ts';
import { putImports } from '../stage/imported.ts';
import { emptyBucket, emptyTable } from '../stage/journal-wipe.ts';
import { OfflineAws } from '../stage/offline-aws.ts';
import type { Stage } from '../stage/stage.ts';
import type { StagedScene } from '../stage/staged-scene.ts';
import type { Chronicle } from '../text/chronicle.ts';
import { giveBackMemory } from '../tools/give-back-memory.ts';
import type { WorldFolder } from '../worlds/world-folder.ts';
import type { OpenProduct, Product } from './product.ts';

export interface StageOptions {
  /** Which is deployed. */
  readonly stack: SynthesisedStack;
  /** What is around it. */
  readonly world: WorldFolder;
  /** What the tools write while they work. */
  readonly log: (line: string) => void;
  /** One line about what is being done now. */
  readonly progress: (step: string) => void;
  readonly signal: AbortSignal;
  /** Gets what is to be said before anything is deployed, a line each. */
  readonly onNotes?: ((notes: readonly string[]) => void) | undefined;
  /** Planted in the world of every scenario. */
  readonly patches?: readonly Patch[];
}

export interface StageOf<T, G, S extends StagedScene, E extends AccountEvidence> extends Stage {
  readonly product: Product<T, G, S, E>;
  readonly world: WorldFolder;
  /** Puts a fresh world on the stage in place of the one before. */
  setScene(title: string, given: G | undefined, seed: number, chronicle: Chronicle): Promise<S>;
}

/** Starts everything and deploys the stack. What was started is ended when a part fails. */
export async function openStage<T, G, S extends StagedScene, E extends AccountEvidence>(
  openProduct: OpenProduct<T, G, S, E>,
  options: StageOptions,
): Promise<StageOf<T, G, S, E>> {
  const closers = new Closers();
  try {
    return await open(openProduct, options, closers);
  } catch (error) {
    await closers.close();
    throw error;
  }
}

async function open<T, G, S extends StagedScene, E extends AccountEvidence>(
  openProduct: OpenProduct<T, G, S, E>,
  { stack, world, log, progress, signal, onNotes, patches = [] }: StageOptions,
  closers: Closers,
): Promise<StageOf<T, G, S, E>> {
  const folder = makeFolder(closers);
  progress('starting the offline AWS and its surroundings');
  const product = await openProduct({ folder, log, closers, stack, world, patches });
  onNotes?.(product.notes);
  const { home } = product;
  const aws = await OfflineAws.start({ product, tmpDir: folder, log }, closers);
  requireDeployable(stack, await aws.emulator.resourceTypes());
  const clients = awsClients(aws.gateway.url, home.region);
  closers.add(() => clients.destroy());
  await product.prepare(aws.emulator, clients, { now: () => aws.now() });

  signal.throwIfAborted();
  progress(`deploying ${stack.name}: cdk deploy`);
  await bootstrap(clients.cloudFormation, stack.qualifier);
  await putImports(product.imports, clients);
  const deployed = new DeployedApp(aws, { stack, folder, clients, log, signal });
  const deployment = await deployed.deploy();
  giveBackMemory();
  const { topics } = product.imports;
  for (const topic of topics.size > 0 ? topics : [toldOf(deployment, ENV.topicArn)])
    await aws.emulator.confirmEmails(topic);
  await connectChat(aws, clients);
  const deploys = async (name: string) => {
    await product.furnish?.(await deployed.deployOther(world.otherAppCalled(name)));
    await connectChat(aws, clients);
  };
  const stage = { aws, clients, home, deployment, product, world, deploys, close: () => closers.close() };
  return { ...stage, setScene: sceneSetter(stage, () => deployed.restore()) };
}

function sceneSetter<T, G, S extends StagedScene, E extends AccountEvidence>(
  { aws, clients, home, deployment, product }: Omit<StageOf<T, G, S, E>, 'setScene'>,
  restoreApp: () => Promise<void>,
): StageOf<T, G, S, E>['setScene'] {
  const played = new Map<string, number>();
  const byHand = new ByHand({ aws, clients, home, deployment });
  const now = () => aws.now();
  const onError = (error: Error) => aws.director.giveUp(error);
  const work = (what: string, body: () => Promise<void>) => aws.director.act(what, body);
  return async (title, given, seed, chronicle) => {
    const playedBefore = played.get(title) ?? 0;
    played.set(title, playedBefore + 1);
    await byHand.undo();
    await restoreApp();
    // Time stands still meanwhile: a scene begins at the moment at which it was set.
    return await aws.director.act('the stage', async () => {
      const scene = await aws.replaceScene(() =>
        product.setScene(given, { seed, title, playedBefore, now, chronicle, work, onError }),
      );
      await emptyTable(clients, toldOf(deployment, ENV.journalTable));
      for (const bucket of deployment.resources.get('AWS::S3::Bucket') ?? [])
        await emptyBucket(clients, bucket);
      // Whatever counts in that table begins anew, and with it the names of executions.
      await aws.emulator.forgetExecutions();
      await byHand.does(scene.estate.snapshot.byHand);
      return scene;
    });
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
