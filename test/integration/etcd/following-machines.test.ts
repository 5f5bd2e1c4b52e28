import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ComputeEngine } from '../../../rehearsal/compute/index.ts';
import { START } from '../../../rehearsal/estate/home.ts';
import { lostWrites, RealMasters, Writer } from '../../../rehearsal/etcd/index.ts';
import { SimulatedNetwork } from '../../../rehearsal/network/simulated-network.ts';
import { FollowingMachines } from '../../../rehearsal/scenes/masters/following-machines.ts';
import { computeOf } from '../../../rehearsal/scenes/masters/scene.ts';
import { authority } from '../../../rehearsal/tools/certificates.ts';
import { shopMastersEstate } from '../../support/shop.ts';
import { describeEachEtcd } from './each-etcd.ts';

const ESTATE = shopMastersEstate();
const HOUR = 3_600_000;
const MEMBERS = ['a', 'b', 'c'];
const ETCD_CLUSTERS = ['main', 'events'];

const fail = (error: Error) => {
  throw error;
};

describeEachEtcd((etcd) => {
  let folder: string;
  let now = START;
  let engine: ComputeEngine;
  let masters: RealMasters;
  let following: FollowingMachines;
  let failed: Error[];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'following-test-'));
    failed = [];
    masters = await RealMasters.make({
      folder,
      etcd,
      etcdClusters: ETCD_CLUSTERS,
      members: MEMBERS,
      authority: await authority('kubernetes-ca'),
      serverName: 'api.internal.k8s.shop.test',
      token: 'a token',
      network: new SimulatedNetwork(folder),
      log: () => {},
      onDied: (error) => failed.push(error),
    });
    engine = computeOf(ESTATE, { now: () => now, seed: 1 });
    following = new FollowingMachines({
      masters,
      work: (_, body) => body(),
      onFailed: (error) => failed.push(error),
    });
    engine.listen(following);
    await following.begin(engine);
  });
  afterAll(async () => {
    await masters.close();
    rmSync(folder, { recursive: true });
  });
  afterEach(() => expect(failed).toEqual([]));

  function inServiceOf(member: string): string | undefined {
    const names = { AutoScalingGroupNames: [ESTATE.groupOf(member)] };
    const [group] = engine.autoScaling.describeAutoScalingGroups(names).AutoScalingGroups;
    return group?.Instances.find(({ LifecycleState }) => LifecycleState === 'InService')?.InstanceId;
  }

  /** Lives on, with real processes following, until something is so. */
  async function liveUntil(what: string, met: () => boolean): Promise<void> {
    const end = now + HOUR;
    while (!met()) {
      const next = engine.lookAhead(end);
      if (next === undefined) throw new Error(`within an hour there was not: ${what}`);
      now = next;
      engine.advanceTo(now);
      await following.followed();
    }
  }

  const machineOf = (etcdCluster: string, member: string) => masters.machineOf(etcdCluster, member)?.instance;

  it('runs what the simulation begins with', () => {
    for (const member of MEMBERS) {
      const instance = inServiceOf(member);
      expect(instance).toMatch(/^i-/);
      for (const etcdCluster of ETCD_CLUSTERS) expect(machineOf(etcdCluster, member)).toBe(instance);
    }
    expect(following.history).toEqual([]);
  });

  it('ends the members of a machine that is terminated, and starts them again where their volumes go', async () => {
    const writer = new Writer(masters.etcdCluster('main'), () => now);
    writer.start(fail);
    const before = inServiceOf('b') as string;
    engine.scenario.terminateByUser(before);
    await following.followed();
    expect(masters.runningMembers('main').map(({ name }) => name)).toEqual(['a', 'c']);
    expect(masters.runningMembers('events').map(({ name }) => name)).toEqual(['a', 'c']);
    await liveUntil('another master', () =>
      ETCD_CLUSTERS.every((name) => masters.runningMembers(name).length === MEMBERS.length),
    );
    const after = inServiceOf('b') as string;
    expect(after).not.toBe(before);
    expect(machineOf('main', 'b')).toBe(after);
    await writer.stop();
    expect(await lostWrites(masters.etcdCluster('main'), writer)).toEqual([]);
    expect(following.history.at(0)).toEqual({
      at: START,
      instance: before,
      what: 'down',
      members: { main: ['a', 'c'], events: ['a', 'c'] },
    });
    expect(following.history.at(-1)).toMatchObject({
      instance: after,
      what: 'up',
      members: { main: ['a', 'b', 'c'], events: ['a', 'b', 'c'] },
    });
    expect(following.torn).toEqual([]);
  });

  it('ends what runs on failed hardware, though EC2 says that it runs', async () => {
    const before = inServiceOf('c') as string;
    engine.scenario.failHardware(before);
    await following.followed();
    expect(machineOf('main', 'c')).toBeUndefined();
    await liveUntil('another master', () =>
      ETCD_CLUSTERS.every((name) => masters.runningMembers(name).length === MEMBERS.length),
    );
    expect(machineOf('main', 'c')).not.toBe(before);
  });

  it('reports a volume that is taken from a running machine', async () => {
    const { Volumes } = engine.ec2.describeVolumes();
    const volume = Volumes.find(({ Tags }) => Tags.some(({ Value }) => Value === 'a/a,b,c'));
    engine.scenario.deleteVolume(volume?.VolumeId ?? '');
    await following.followed();
    expect(following.torn).toEqual([expect.stringContaining(`${volume?.VolumeId}, a of `)]);
  });
});
