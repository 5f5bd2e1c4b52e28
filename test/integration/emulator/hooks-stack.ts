/** The part of the shop's masters' own template that puts hooks, with its real functions, on the emulator. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MASTERS_EVENTS } from '../../../lambdas/masters/contract/states.ts';
import { bundleFunctions } from '../../../lib/shared/functions/bundle.ts';
import { ComputeEngine } from '../../../rehearsal/compute/index.ts';
import { autoScalingService, startGateway } from '../../../rehearsal/gateway/index.ts';
import { ACCOUNT, REGION } from '../../../rehearsal/shop/account.ts';
import { GROUPS } from '../../../rehearsal/shop/masters/cluster.ts';
import { LAMBDAS } from '../../support/bundled.ts';
import { shopMastersSettings, shopMastersTemplate } from '../../synth/support/shop-templates.ts';
import { askEvents, reserve } from './direct.ts';
import { type OfflineAws, startOfflineAws, until } from './offline-aws.ts';
import { waitingMachine } from './waiting-machine.ts';

export const STACK = 'ShopMasters';
const RECONCILE = MASTERS_EVENTS.reconcileHooks;
const SETTINGS = shopMastersSettings();
const MADE = shopMastersTemplate().json.Resources as unknown as Resources;
/** The CDK's own, as it is. */
const FRAMEWORK = join(
  import.meta.dirname,
  '../../../node_modules/aws-cdk-lib/custom-resources/lib/provider-framework/runtime/framework.js',
);

export interface HooksAccount {
  readonly aws: OfflineAws;
  readonly engine: ComputeEngine;
  /** Deploys the stack for the first time. @throws with the reasons of what could not be made */
  deploy(): Promise<void>;
  /** Takes it away, as far as CloudFormation gets: the function stays, as where something else can't be deleted. */
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
  stop(): Promise<void>;
}

/** The three groups of the shop, without hooks, behind a gateway that judges what functions do. */
export async function hooksAccount(): Promise<HooksAccount> {
  const folder = mkdtempSync(join(tmpdir(), 'hooks-test-'));
  const code = reconcileCode(folder);
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
      autoscaling: async (request) => {
        await onArrival(new URLSearchParams(request.body.toString()).get('Action') ?? '');
        return await autoScaling(request);
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
  const hooksOn = (AutoScalingGroupName: string) =>
    engine.autoScaling
      .describeLifecycleHooks({ AutoScalingGroupName })
      .LifecycleHooks.map(({ LifecycleHookName }) => LifecycleHookName)
      .filter((hook) => Object.values(SETTINGS.hooks).includes(hook))
      .sort();
  return {
    aws,
    engine,
    deploy: async () => void (await aws.deploy(STACK, hooksTemplate(code))),
    remove: () => aws.remove(STACK),
    disableSchedule: async () => {
      const { Rules } = JSON.parse(await askEvents(aws, 'ListRules', { NamePrefix: `${STACK}-Sweep` }));
      for (const { Name } of Rules) await askEvents(aws, 'DisableRule', { Name });
    },
    throttle: (most) => reserve(aws, `${SETTINGS.name}-${RECONCILE}`, most),
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
    pass: async (minutes) => {
      await emulator.clock.release();
      await aws.ended(await aws.start(waits, { minutes }));
      await emulator.clock.hold();
    },
    hooks: () => GROUPS.map(({ name }) => hooksOn(name)),
    takeOff: (AutoScalingGroupName) => {
      for (const LifecycleHookName of hooksOn(AutoScalingGroupName))
        engine.autoScaling.deleteLifecycleHook({ AutoScalingGroupName, LifecycleHookName });
    },
    stop: async () => {
      await gateway.stop();
      await aws.stop();
      rmSync(folder, { recursive: true });
    },
  };
}

interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly DependsOn?: readonly string[];
}

type Resources = Readonly<Record<string, Resource>>;

/** The hooks, the schedule and all that these two need; of what the schedule calls, what puts hooks. */
function hooksTemplate(code: string): Resources {
  const reconcile = idOf(({ Properties }) => String(Properties.FunctionName).endsWith(`-${RECONCILE}`));
  const schedule = idOf(({ Properties }) => Properties.ScheduleExpression !== undefined);
  const resources = { ...MADE, [schedule]: callingOnly(MADE[schedule] as Resource, reconcile) };
  const wanted = new Set([
    schedule,
    idOf(({ Type }) => Type === 'Custom::LifecycleHooks'),
    ...Object.keys(MADE).filter((id) => isAbout(MADE[id] as Resource, reconcile)),
  ]);
  for (const id of wanted) for (const other of named(resources[id] as Resource)) wanted.add(other);
  return Object.fromEntries(
    [...wanted].map((id) => {
      const { DependsOn = [], ...resource } = resources[id] as Resource;
      const kept = withCode(staying(resource), code);
      return [id, { ...kept, DependsOn: DependsOn.filter((other) => wanted.has(other)) }];
    }),
  );
}

function idOf(is: (resource: Resource) => boolean): string {
  const found = Object.keys(MADE).find((id) => is(MADE[id] as Resource));
  if (found === undefined) throw new Error('the template has no such resource');
  return found;
}

/** What says for how long Lambda goes on with the function's calls, and who may call it. */
function isAbout({ Type, Properties }: Resource, reconcile: string): boolean {
  return (
    ['AWS::Lambda::EventInvokeConfig', 'AWS::Lambda::Permission'].includes(Type) &&
    JSON.stringify(Properties.FunctionName).includes(`"${reconcile}"`)
  );
}

function callingOnly(rule: Resource, reconcile: string): Resource {
  const targets = rule.Properties.Targets as readonly object[];
  const Targets = targets.filter((target) => JSON.stringify(target).includes(`"${reconcile}"`));
  return { ...rule, Properties: { ...rule.Properties, Targets } };
}

function named({ Properties, DependsOn = [] }: Resource): readonly string[] {
  const references = JSON.stringify(Properties).matchAll(/"(?:Ref|Fn::GetAtt)":\[?"([^"]+)"/g);
  const own = [...references].flatMap(([, name = '']) => (name.startsWith('AWS::') ? [] : [name]));
  // What the hooks wait for besides is no part of this.
  return [...own, ...DependsOn.filter((id) => id.includes(RECONCILE))];
}

/** Functions and their roles stay when the stack goes: see `remove`. */
function staying<R extends Pick<Resource, 'Type'>>(resource: R): R {
  const stays = ['AWS::Lambda::Function', 'AWS::IAM::Role'].includes(resource.Type);
  return stays ? { ...resource, DeletionPolicy: 'Retain' } : resource;
}

/** A function's code, which a template has no room for, is where this process can read it. */
function withCode<R extends Omit<Resource, 'DependsOn'>>(resource: R, reconcile: string): R {
  if (resource.Type !== 'AWS::Lambda::Function') return resource;
  const isOurs = String(resource.Properties.FunctionName).endsWith(RECONCILE);
  const code = isOurs
    ? { Handler: 'index.handler', Code: { ZipFile: reconcile } }
    : { Handler: 'index.onEvent', Code: { ZipFile: loading(FRAMEWORK) } };
  return { ...resource, Properties: { ...resource.Properties, ...code } };
}

/** ReconcileHooks as it is bundled, with its settings beside it. */
function reconcileCode(folder: string): string {
  const bundle = join(folder, 'reconcile-hooks.js');
  writeFileSync(bundle, bundleFunctions(LAMBDAS, [RECONCILE])[RECONCILE].index.text());
  writeFileSync(join(folder, 'settings.json'), JSON.stringify(SETTINGS));
  return `process.env.LAMBDA_TASK_ROOT = ${JSON.stringify(folder)};\n${loading(bundle)}`;
}

function loading(file: string): string {
  return `module.exports = require(${JSON.stringify(file)});`;
}
