/** The part of the shop's masters' own template that puts hooks, with its real functions, on the emulator. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ComputeEngine } from '../../../rehearsal/compute/index.ts';
import { autoScalingService, startGateway } from '../../../rehearsal/gateway/index.ts';
import { seedsOf } from '../../../rehearsal/scenes/masters/compute.ts';
import { emptyTable } from '../../../rehearsal/stage/journal-wipe.ts';
import { ACCOUNT, HOME, REGION } from '../../support/shop.ts';
import { shopSnapshot } from '../../support/shop-snapshot.ts';
import { askEvents, reserve, unreserve } from './direct.ts';
import { FUNCTION_NAME, functionsTemplate, hooksTemplate, SETTINGS } from './hooks-templates.ts';
import { type OfflineAws, startOfflineAws, until } from './offline-aws.ts';
import { waitingMachine } from './waiting-machine.ts';

/** The groups of the shop's masters. */
export const GROUPS = seedsOf(shopSnapshot(), HOME, 'k8s.shop.test').groups;

/** Longer than Lambda goes on with a call that failed. */
export const MINUTES = 15;
const STACK = 'ShopMasters';

export interface HooksAccount {
  readonly aws: OfflineAws;
  readonly engine: ComputeEngine;
  /** Deploys the stack for the first time. @throws with the reasons of what could not be made */
  deploy(): Promise<void>;
  /** Takes it away, as far as CloudFormation gets: the functions stay, as where something else can't be deleted. */
  remove(): Promise<void>;
  disableSchedule(): Promise<void>;
  /** Lets at most so many calls of ReconcileHooks run at once. */
  throttle(most: number): Promise<void>;
  /** Has the schedule's next call asked for this operation, holds it while `meanwhile` works, and waits until it has ended. */
  scheduledCall(operation: string, meanwhile: () => Promise<void>): Promise<void>;
  /** Lets so many rehearsed minutes pass. */
  pass(minutes: number): Promise<void>;
  /** Names of our hooks on each group, in the groups' order. */
  hooks(): readonly (readonly string[])[];
  /** Takes our hooks off a group, as a person does. */
  takeOff(group: string): void;
  /** Leaves nothing of the stack, of calls to be tried again, of the journal, and of anybody's hooks. */
  clear(): Promise<void>;
  stop(): Promise<void>;
}

/** The three groups of the shop, without hooks, behind a gateway that judges what functions do. */
export async function hooksAccount(): Promise<HooksAccount> {
  const folder = mkdtempSync(join(tmpdir(), 'hooks-test-'));
  const aws = await startOfflineAws({ account: ACCOUNT, region: REGION });
  const { emulator } = aws;
  const now = () => emulator.clock.now();
  const groups = GROUPS.map((group) => ({ ...group, targetGroupArns: [], loadBalancers: [] }));
  const engine = new ComputeEngine({ now, seed: 1, account: ACCOUNT, region: REGION, groups, volumes: [] });
  let onArrival = async (_operation: string): Promise<void> => {};
  const autoScaling = autoScalingService(engine.autoScaling);
  const gateway = await startGateway({
    emulatorUrl: emulator.url,
    account: ACCOUNT,
    authorize: (question) => emulator.authorize(question),
    services: {
      autoscaling: async (request, principal) => {
        await onArrival(new URLSearchParams(request.body.toString()).get('Action') ?? '');
        return await autoScaling(request, principal);
      },
    },
    compute: () => engine.resources,
    clock: { now },
    log: () => {},
  });
  await emulator.sendFunctionsTo(gateway.url);
  // Time jumps only when a test has something happen.
  await emulator.clock.hold();
  const waits = await waitingMachine(aws);
  const { resources, outputs } = functionsTemplate(folder);
  const functions = await aws.deploy('Functions', resources, outputs);
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const dynamoDb = new DynamoDBClient({ endpoint: emulator.url, region: REGION, credentials });
  const hooksOn = (AutoScalingGroupName: string) =>
    engine.autoScaling
      .describeLifecycleHooks({ AutoScalingGroupName })
      .LifecycleHooks.map(({ LifecycleHookName }) => LifecycleHookName)
      .sort();
  const oursOn = (group: string) =>
    hooksOn(group).filter((hook) => Object.values(SETTINGS.hooks).includes(hook));
  const takeOff = (AutoScalingGroupName: string, hooks: readonly string[]) => {
    for (const LifecycleHookName of hooks)
      engine.autoScaling.deleteLifecycleHook({ AutoScalingGroupName, LifecycleHookName });
  };
  const pass = async (minutes: number) => {
    await emulator.clock.release();
    await aws.ended(await aws.start(waits, { minutes }));
    await emulator.clock.hold();
  };
  return {
    aws,
    engine,
    deploy: async () => void (await aws.deploy(STACK, hooksTemplate(functions))),
    remove: () => aws.remove(STACK),
    disableSchedule: async () => {
      const { Rules } = JSON.parse(await askEvents(aws, 'ListRules', { NamePrefix: `${STACK}-Sweep` }));
      for (const { Name } of Rules) await askEvents(aws, 'DisableRule', { Name });
    },
    throttle: (most) => reserve(aws, FUNCTION_NAME, most),
    scheduledCall: async (operation, meanwhile) => {
      let goOn = (): void => {};
      const held = new Promise<void>((resolve) => {
        goOn = resolve;
      });
      const arrived = new Promise<void>((resolve) => {
        onArrival = async (asked) => {
          if (asked !== operation) return;
          onArrival = async () => {};
          await emulator.clock.hold();
          resolve();
          await held;
        };
      });
      await emulator.clock.release();
      await arrived;
      await meanwhile();
      goOn();
      await until('it has ended', async () => ((await emulator.inFlight()).length === 0 ? true : undefined));
    },
    pass,
    hooks: () => GROUPS.map(({ name }) => oursOn(name)),
    takeOff: (group) => takeOff(group, oursOn(group)),
    clear: async () => {
      await aws.remove(STACK);
      await unreserve(aws, FUNCTION_NAME);
      await pass(MINUTES);
      await emptyTable({ dynamoDb }, functions.Table ?? '');
      for (const { name } of GROUPS) takeOff(name, hooksOn(name));
    },
    stop: async () => {
      dynamoDb.destroy();
      await gateway.stop();
      await aws.stop();
      rmSync(folder, { recursive: true });
    },
  };
}
