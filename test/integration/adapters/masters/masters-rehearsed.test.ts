import { AutoScalingClient, DeleteLifecycleHookCommand } from '@aws-sdk/client-auto-scaling';
import { EC2Client } from '@aws-sdk/client-ec2';
import { ElasticLoadBalancingClient } from '@aws-sdk/client-elastic-load-balancing';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsAutoScaling } from '../../../../lambdas/masters/adapters/auto-scaling.ts';
import { Ec2Instances } from '../../../../lambdas/masters/adapters/ec2-instances.ts';
import { ElbTargets } from '../../../../lambdas/masters/adapters/targets.ts';
import {
  API_TCP,
  CLASSIC,
  CLUSTER,
  GROUP_A,
  GROUP_B,
  GROUP_C,
  LAUNCHING,
  TERMINATING,
} from '../../../unit/rehearsal/compute/shop-masters.ts';
import { type MastersAccount, mastersAccount } from '../../gateway/masters-account.ts';
import { FUNCTION_CREDENTIALS } from '../../gateway/policies.ts';

const UNKNOWN = 'i-0123456789abcdef0';
const TOKEN = '00000000-0000-4000-8000-000000000000';

/** The adapters before the rehearsed account, in which masters live and go. */
describe('The masters of a cluster', () => {
  let masters: MastersAccount;
  let clients: { destroy(): void }[];
  let autoScaling: AwsAutoScaling;
  let instances: Ec2Instances;
  let targets: ElbTargets;

  beforeEach(async () => {
    masters = await mastersAccount();
    const client = masters.account.client(FUNCTION_CREDENTIALS);
    const groups = new AutoScalingClient(client);
    const ec2 = new EC2Client(client);
    const [v2, classic] = [new ElasticLoadBalancingV2Client(client), new ElasticLoadBalancingClient(client)];
    clients = [groups, ec2, v2, classic];
    autoScaling = new AwsAutoScaling(CLUSTER, groups);
    instances = new Ec2Instances(CLUSTER, ec2);
    targets = new ElbTargets(v2, classic);
  });
  afterEach(async () => {
    for (const client of clients) client.destroy();
    await masters.account.stop();
  });

  const action = (instance: string) => ({ group: GROUP_A, hook: TERMINATING.name, instance });
  const volumesOf = async (member: string) =>
    (await instances.etcdVolumes()).filter((volume) => volume.member === member);

  it('are found by their tags, and no other cluster’s are', async () => {
    const groups = await autoScaling.groups();
    expect(groups.map(({ name }) => name)).toEqual([GROUP_A, GROUP_B, GROUP_C]);
    expect(groups[0]).toEqual({
      name: GROUP_A,
      zones: ['us-west-1a'],
      desired: 1,
      suspended: [],
      targetGroupArns: [API_TCP],
      loadBalancers: [CLASSIC],
      instances: [{ id: masters.instance(), lifecycle: 'InService', zone: 'us-west-1a' }],
    });
    const client = new AutoScalingClient(masters.account.client(FUNCTION_CREDENTIALS));
    clients.push(client);
    expect(await new AwsAutoScaling('k8s.other.test', client).groups()).toEqual([]);
  });

  it('have their hooks put, changed and deleted', async () => {
    const hook = { ...TERMINATING, name: 'another', heartbeatSeconds: 600, metadata: '{"whose": "ours"}' };
    await autoScaling.putHook(GROUP_A, hook);
    await autoScaling.putHook(GROUP_A, { ...hook, heartbeatSeconds: 900 });
    const byName = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name);
    expect((await autoScaling.hooks(GROUP_A)).toSorted(byName)).toEqual([
      { ...hook, heartbeatSeconds: 900 },
      { ...LAUNCHING, metadata: '' },
      { ...TERMINATING, metadata: '' },
    ]);
    for (let twice = 0; twice < 2; twice++) await autoScaling.deleteHook(GROUP_A, 'another');
    await autoScaling.deleteHook('gone.masters.k8s.shop.test', 'another');
    expect(await autoScaling.hooks(GROUP_A)).toHaveLength(2);
  });

  it('leave and come: terminated, waiting, completed, their volumes free and taken again', async () => {
    const victim = masters.instance();
    expect(await autoScaling.complete(action(victim))).toBe('no-action');
    expect(await autoScaling.recordHeartbeat(action(victim))).toBe('no-action');
    expect(await autoScaling.terminate(victim)).toBe('terminating');
    masters.pass(100);
    const [group] = await autoScaling.groups();
    expect(group?.instances[0]).toMatchObject({ id: victim, lifecycle: 'Terminating:Wait' });
    expect(await instances.describe([victim, UNKNOWN])).toMatchObject([
      { id: victim, state: 'running', tags: { KubernetesCluster: CLUSTER } },
    ]);
    expect(await autoScaling.recordHeartbeat(action(victim))).toBe('recorded');
    expect(await autoScaling.complete({ ...action(victim), token: TOKEN })).toBe('no-action');
    expect(await autoScaling.complete(action(victim))).toBe('completed');
    expect(await autoScaling.complete(action(victim))).toBe('no-action');
    expect(await volumesOf('a')).toMatchObject(
      ['events', 'main'].map(() => ({ state: 'in-use', attachedTo: victim, attachment: 'attached' })),
    );
    masters.pass(45);
    expect(await instances.describe([victim])).toMatchObject([
      {
        state: 'terminated',
        stateReason: expect.stringContaining('Client.UserInitiatedShutdown'),
        address: '',
      },
    ]);
    expect(await autoScaling.terminate(victim)).toBe('gone');
    masters.pass(600);
    const replacement = masters.instance();
    expect(replacement).not.toBe(victim);
    expect(await volumesOf('a')).toMatchObject(
      ['events', 'main'].map(() => ({ attachedTo: replacement, attachment: 'attached', zone: 'us-west-1a' })),
    );
    const activities = await autoScaling.activities(GROUP_A);
    expect(activities.map(({ description }) => description)).toEqual(
      expect.arrayContaining([
        `Terminating EC2 instance: ${victim}`,
        `Launching a new EC2 instance: ${replacement}`,
      ]),
    );
  });

  it('have nothing that waits where the hook is gone', async () => {
    const victim = masters.instance();
    await autoScaling.terminate(victim);
    masters.pass(100);
    const client = new AutoScalingClient(masters.account.client(FUNCTION_CREDENTIALS));
    clients.push(client);
    await client.send(
      new DeleteLifecycleHookCommand({ AutoScalingGroupName: GROUP_A, LifecycleHookName: TERMINATING.name }),
    );
    expect(await autoScaling.recordHeartbeat(action(victim))).toBe('no-action');
    expect(await autoScaling.complete(action(victim))).toBe('no-action');
  });

  it('say why nothing is launched', async () => {
    masters.engine.scenario.troubleLaunches(GROUP_A, 'no-capacity');
    masters.engine.scenario.terminateByUser(masters.instance());
    masters.pass(900);
    expect(await autoScaling.activities(GROUP_A)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          status: 'Failed',
          message: expect.stringMatching(/sufficient .* capacity/),
        }),
      ]),
    );
  });

  it('are taken out of their load balancers, drained, and put back', async () => {
    const places = { targetGroupArns: [API_TCP], loadBalancers: [CLASSIC] };
    const states = async () => (await targets.health(places, masters.instance())).map(({ state }) => state);
    expect(await states()).toEqual(['healthy', 'healthy']);
    for (let twice = 0; twice < 2; twice++) await targets.deregister(places, masters.instance());
    expect(await states()).toEqual(['draining', 'draining']);
    masters.pass(90);
    expect(await states()).toEqual(['unused', 'unused']);
    await targets.deregister(places, masters.instance());
    for (let twice = 0; twice < 2; twice++) await targets.register(places, masters.instance());
    masters.pass(60);
    expect(await states()).toEqual(['healthy', 'healthy']);
    expect((await targets.health(places, UNKNOWN)).map(({ state }) => state)).toEqual(['unused', 'unused']);
    await targets.deregister(places, UNKNOWN);
  });

  it('leave a stuck volume to force, and to nobody twice', async () => {
    const [victim, stuck] = [masters.instance(), masters.volume('a')];
    masters.engine.scenario.stickVolume(stuck);
    masters.engine.scenario.terminateByUser(victim);
    masters.pass(300);
    expect(await volumesOf('a')).toMatchObject(
      expect.arrayContaining([expect.objectContaining({ id: stuck, state: 'in-use', attachedTo: victim })]),
    );
    expect(await instances.detachByForce(stuck, victim)).toBe('detaching');
    masters.pass(30);
    expect(await instances.detachByForce(stuck, victim)).toBe('not-attached');
    const freed = (await volumesOf('a')).find(({ id }) => id === stuck);
    expect(freed?.attachedTo).not.toBe(victim);
  });
});
