import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { EC2Client } from '@aws-sdk/client-ec2';
import { ElasticLoadBalancingClient } from '@aws-sdk/client-elastic-load-balancing';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsKopsCluster } from '../../../../lambdas/migration/adapters/aws-kops-cluster.ts';
import { START } from '../../../../rehearsal/estate/home.ts';
import {
  autoScalingService,
  ec2Service,
  elasticLoadBalancingService,
} from '../../../../rehearsal/gateway/index.ts';
import { machinesOf } from '../../../../rehearsal/scenes/migration/machines.ts';
import { HOME } from '../../../support/shop.ts';
import { shopSnapshot } from '../../../support/shop-snapshot.ts';
import { FUNCTION_CREDENTIALS } from '../../gateway/policies.ts';
import { type RehearsedAccount, rehearsedAccount } from '../../gateway/rehearsed-account.ts';

const TARGET_GROUP =
  'arn:aws:elasticloadbalancing:us-west-1:111122223333:targetgroup/tcp-k8s-shop-test-6o8f1e/0123456789abcdef';

describe('the cluster of a snapshot, as the migration reads it', () => {
  let account: RehearsedAccount;
  const clientsOf = () => {
    const options = account.client(FUNCTION_CREDENTIALS);
    return {
      autoScaling: new AutoScalingClient(options),
      ec2: new EC2Client(options),
      elbv2: new ElasticLoadBalancingV2Client(options),
      classicElb: new ElasticLoadBalancingClient(options),
    };
  };
  let clients: ReturnType<typeof clientsOf>;
  beforeAll(async () => {
    const machines = machinesOf(shopSnapshot(), HOME, { seed: 1, now: () => START });
    account = await rehearsedAccount({
      services: {
        autoscaling: autoScalingService(machines.autoScaling),
        ec2: ec2Service(machines.ec2),
        elasticloadbalancing: elasticLoadBalancingService({ loadBalancers: () => [] }, machines.targets),
      },
      compute: () => machines.resources,
    });
    clients = clientsOf();
  });
  afterAll(async () => {
    for (const client of Object.values(clients)) client.destroy();
    await account.stop();
  });
  const cluster = (name = 'k8s.shop.test') => new AwsKopsCluster(name, clients);

  it('has its groups, by their tags', async () => {
    const groups = await cluster().groups();
    expect(groups.map(({ instanceGroup, role }) => `${role} ${instanceGroup}`)).toEqual([
      ...['a', 'b', 'c'].map((zone) => `master control-plane-us-west-1${zone}`),
      ...['a', 'c'].map((zone) => `node nodes-us-west-1${zone}`),
    ]);
    expect(groups[0]).toEqual({
      name: 'control-plane-us-west-1a.masters.k8s.shop.test',
      instanceGroup: 'control-plane-us-west-1a',
      role: 'master',
      zones: ['us-west-1a'],
      min: 1,
      max: 1,
      desired: 1,
      suspended: [],
      targetGroupArns: [TARGET_GROUP],
      loadBalancers: [],
      instances: [{ id: 'i-2781da174be468c2e', lifecycle: 'InService', isHealthy: true, zone: 'us-west-1a' }],
    });
    expect(await cluster('k8s.other.test').groups()).toEqual([]);
  });

  it('has its instances and volumes', async () => {
    const instances = await cluster().instances();
    expect(instances).toHaveLength(12);
    expect(instances.find(({ id }) => id === 'i-2781da174be468c2e')).toEqual({
      id: 'i-2781da174be468c2e',
      zone: 'us-west-1a',
      launchedAt: '2026-09-01T10:30:00.000Z',
    });
    const volumes = await cluster().etcdVolumes();
    expect(volumes.map(({ tag }) => tag).toSorted()).toEqual(
      ['events', 'main'].flatMap((name) =>
        ['a', 'b', 'c'].map((member) => `k8s.io/etcd/${name}=${member}/a,b,c`),
      ),
    );
    expect(volumes.find(({ tag }) => tag === 'k8s.io/etcd/main=a/a,b,c')).toMatchObject({
      etcdCluster: 'main',
      member: 'a',
      members: ['a', 'b', 'c'],
      zone: 'us-west-1a',
      state: 'in-use',
      encrypted: true,
      attachedTo: 'i-2781da174be468c2e',
      attachment: 'attached',
    });
    expect(await cluster('k8s.other.test').instances()).toEqual([]);
    expect(await cluster('k8s.other.test').etcdVolumes()).toEqual([]);
  });

  it('has the targets of its API, and none of a group that is gone', async () => {
    const targets = await cluster().targets({
      targetGroupArns: [TARGET_GROUP, `${TARGET_GROUP.slice(0, -1)}0`],
      loadBalancers: [],
    });
    expect(targets.map(({ instance, state }) => `${instance} ${state}`)).toEqual([
      'i-2781da174be468c2e healthy',
      'i-2f8412551db18ebc3 healthy',
      'i-4c8467f2f92f4de01 healthy',
    ]);
  });
});
