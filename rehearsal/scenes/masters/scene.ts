/** The masters of a cluster for one scenario: simulated machines, with real etcd following them. */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { MastersSettings } from '../../../lambdas/masters/contract/settings.ts';
import { ComputeEngine, type ComputeOptions, type Happenings, type HookSeed } from '../../compute/index.ts';
import { ETCD_TAG, type MastersEstate, mastersEstateOf } from '../../estate/masters/estate.ts';
import { type EtcdServer, packagedEtcd, RealMasters, Writer } from '../../etcd/index.ts';
import type { SimulatedNetwork } from '../../network/simulated-network.ts';
import { patched } from '../../snapshot/patch.ts';
import type { Patch } from '../../snapshot/patch-file.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import type { SceneSetting, StagedScene } from '../../stage/staged-scene.ts';
import type { Chronicle } from '../../text/chronicle.ts';
import type { Certificate } from '../../tools/certificates.ts';
import type { BusEvent } from '../../world/alarm-event.ts';
import { seedsOf } from './compute.ts';
import { FollowingMachines } from './following-machines.ts';
import { type Handled, handOf } from './hand.ts';

/** What a scenario begins with. */
export interface MastersGiven extends Pick<ComputeOptions, 'timing' | 'foreignCompletion'> {
  /** What the masters run; by default the one that is there everywhere. */
  readonly etcd?: EtcdServer;
  /** What is planted in the account. */
  readonly planted?: readonly Patch[];
}

export interface MastersScene extends StagedScene {
  /** What the configuration and the account say of it. */
  readonly estate: MastersEstate;
  readonly engine: ComputeEngine;
  /** Of each etcd cluster. */
  readonly members: readonly string[];
  /** What somebody, or fate, does to the machines; it is added to the chronicle, and kept. */
  readonly hand: Happenings;
  /** The instances that this ended: not the product, nor AWS on its behalf. */
  readonly endedByHand: ReadonlySet<string>;
  /** Events that never arrive, oldest first. */
  readonly lostEvents: readonly BusEvent[];
  readonly masters: RealMasters;
  readonly following: FollowingMachines;
  /** A client of each etcd cluster, by its name. */
  readonly writers: ReadonlyMap<string, Writer>;
  /** Who was in service when the scene began. */
  readonly first: ReadonlyMap<string, string>;
  /** The instance in service of a member's group. */
  instanceOf(member: string): string;
  /** The volume of a member of an etcd cluster. */
  volumeOf(etcdCluster: string, member: string): string;
  /** etcd's process on a member's machine ends, and nothing else does. */
  stopEtcd(etcdCluster: string, member: string): Promise<void>;
  startEtcd(etcdCluster: string, member: string): Promise<void>;
}

export interface MastersSceneOptions extends SceneSetting {
  readonly given: MastersGiven;
  readonly settings: MastersSettings;
  /** What is in the account before anything is planted. */
  readonly snapshot: Snapshot;
  /** Of the cluster: signs its API servers' certificates. */
  readonly authority: Certificate;
  /** Existing; each scene has one of its own in it. */
  readonly folder: string;
  readonly network: SimulatedNetwork;
  readonly token: string;
  /** That are on every group when the scene begins: as the deployment put them. */
  readonly hooks: readonly HookSeed[];
  readonly log: (line: string) => void;
}

/** The groups, volumes and target groups of a snapshot. @param hooks that are on every group */
export function computeOf(
  { home, settings, snapshot }: Pick<MastersEstate, 'home' | 'settings' | 'snapshot'>,
  options: Pick<ComputeOptions, 'now' | 'seed'> & MastersGiven,
  hooks: readonly HookSeed[] = [],
): ComputeEngine {
  const { groups, ...others } = seedsOf(snapshot, home, settings.cluster);
  return new ComputeEngine({
    ...options,
    ...home,
    ...others,
    groups: groups.map((group) => ({ ...group, hooks })),
  });
}

export async function setMastersScene(options: MastersSceneOptions): Promise<MastersScene> {
  const { given, settings, now, hooks, chronicle, onError } = options;
  const start = now();
  const snapshot = await patched(options.snapshot, given.planted ?? []);
  const estate = mastersEstateOf(settings, snapshot);
  const engine = computeOf(estate, { ...given, now, seed: luckOf(options) }, hooks);
  const { members } = estate;
  const { masters, close } = await makeMasters(options, estate);
  try {
    const following = followMachines(engine, masters, options);
    await following.begin(engine);
    const writers = new Map(masters.etcdClusters.map((each) => [each.name, new Writer(each, now)]));
    for (const writer of writers.values()) writer.start(onError);
    const handled: Handled = { ended: new Set(), lost: [] };
    return {
      start,
      estate,
      simulation: engine,
      engine,
      members,
      hand: handOf(engine.scenario, chronicle, handled),
      endedByHand: handled.ended,
      lostEvents: handled.lost,
      masters,
      following,
      writers,
      first: new Map(members.map((member) => [member, inServiceOf(engine, estate.groupOf(member))])),
      instanceOf: (member) => inServiceOf(engine, estate.groupOf(member)),
      volumeOf: (etcdCluster, member) => volumeOf(engine, etcdCluster, member),
      stopEtcd: async (etcdCluster, member) => {
        chronicle.add('note', `the etcd of ${etcdCluster} stops at member ${member}`);
        await following.stopEtcd(etcdCluster, member);
      },
      startEtcd: async (etcdCluster, member) => {
        chronicle.add('note', `the etcd of ${etcdCluster} starts at member ${member}`);
        await following.startEtcd(etcdCluster, member);
      },
      close: async () => {
        for (const writer of writers.values()) await writer.stop();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * A seed of its own for each scene of a stage: an instance's id is never given twice in an account, and executions are
 * called by it.
 */
function luckOf({ seed, title, playedBefore }: MastersSceneOptions): number {
  return createHash('sha256').update(`${seed} ${title} ${playedBefore}`).digest().readUInt32BE();
}

async function makeMasters(
  { given, folder, network, token, authority, log, onError }: MastersSceneOptions,
  { etcdClusters, members, settings }: MastersEstate,
) {
  const own = mkdtempSync(join(folder, 'masters-'));
  const masters = await RealMasters.make({
    folder: own,
    etcd: given.etcd ?? packagedEtcd(),
    etcdClusters,
    members,
    authority,
    serverName: settings.api.serverName,
    token,
    network,
    log,
    onDied: onError,
  });
  const close = async () => {
    await masters.close();
    rmSync(own, { recursive: true, force: true, maxRetries: 5 });
  };
  return { masters, close };
}

function followMachines(
  engine: ComputeEngine,
  masters: RealMasters,
  { chronicle, work, onError }: MastersSceneOptions,
): FollowingMachines {
  const following = new FollowingMachines({ masters, work, onFailed: onError });
  following.onChange((change) => addChange(chronicle, change));
  engine.listen(following);
  return following;
}

function addChange(
  chronicle: Chronicle,
  { instance, what, members, at }: FollowingMachines['history'][number],
): void {
  const running = Object.entries(members).map(([name, each]) => `${name} ${each.join(' ') || 'none'}`);
  chronicle.add('etcd', `${instance} is ${what}; members that run: ${running.join(', ')}`, at);
}

function inServiceOf({ autoScaling }: ComputeEngine, groupName: string): string {
  const names = { AutoScalingGroupNames: [groupName] };
  const [group] = autoScaling.describeAutoScalingGroups(names).AutoScalingGroups;
  const found = group?.Instances.find(({ LifecycleState }) => LifecycleState === 'InService');
  if (!found) throw new Error(`${groupName} has nobody in service`);
  return found.InstanceId;
}

function volumeOf({ ec2 }: ComputeEngine, etcdCluster: string, member: string): string {
  const Key = `${ETCD_TAG}${etcdCluster}`;
  const { Volumes } = ec2.describeVolumes();
  const found = Volumes.find(({ Tags }) =>
    Tags.some((tag) => tag.Key === Key && tag.Value.startsWith(`${member}/`)),
  );
  if (!found) throw new Error(`there is no volume of ${member} of ${etcdCluster}`);
  return found.VolumeId;
}
