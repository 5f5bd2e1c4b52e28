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
import { balancersOf } from '../../../../rehearsal/scenes/migration/load-balancers.ts';
import { machinesOf } from '../../../../rehearsal/scenes/migration/machines.ts';
import type { Snapshot } from '../../../../rehearsal/snapshot/snapshot.ts';
import { HOME } from '../../../support/shop.ts';
import { shopSnapshot } from '../../../support/shop-snapshot.ts';
import { FUNCTION_CREDENTIALS } from '../../gateway/policies.ts';
import { rehearsedAccount } from '../../gateway/rehearsed-account.ts';

const PLACE = '111122223333/us-west-1';
const TARGET_GROUP =
  'arn:aws:elasticloadbalancing:us-west-1:111122223333:targetgroup/tcp-k8s-shop-test-6o8f1e/0123456789abcdef';

describe('the cluster of a snapshot, as the migration reads it', () => {
  let shop: Opened;
  beforeAll(async () => {
    shop = await open(shopSnapshot());
  });
  afterAll(() => shop.close());
  const cluster = (name = 'k8s.shop.test') => new AwsKopsCluster(name, shop.clients);

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
      role: 'master',
      securityGroupIds: ['sg-0123456789abcdef1'],
      publicAddress: '',
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
      keyArn: 'arn:aws:kms:us-west-1:111122223333:key/5c0ffee0-1234-4abc-8def-0123456789ab',
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

  it('has the load balancers of its API, and none of a place that is gone', async () => {
    const fronts = await cluster().fronts({
      targetGroupArns: [TARGET_GROUP, `${TARGET_GROUP.slice(0, -1)}0`],
      loadBalancers: ['legacy-shop', 'gone'],
    });
    expect(fronts).toEqual([
      {
        name: 'api-k8s-shop-test-6o8f1e',
        isInternetFacing: false,
        securityGroupIds: ['sg-0123456789abcdef2'],
        hidesClients: false,
      },
      {
        name: 'legacy-shop',
        isInternetFacing: true,
        securityGroupIds: ['sg-0fedcba9876543210'],
        hidesClients: false,
      },
    ]);
  });

  it.each([
    ['true', false],
    ['false', true],
  ])('says whether one without groups hides its clients: preserves them %s', async (preserved, hides) => {
    const [balancer] = bareBalancers.LoadBalancers;
    const opened = await open(
      shopSnapshot({
        [`${PLACE}/elbv2/describe-load-balancers.json`]: bareBalancers,
        [`${PLACE}/elbv2/describe-target-group-attributes/tcp-k8s-shop-test-6o8f1e.json`]: {
          Attributes: [{ Key: 'preserve_client_ip.enabled', Value: preserved }],
        },
      }),
    );
    try {
      const places = { targetGroupArns: [TARGET_GROUP], loadBalancers: [] };
      const fronts = await new AwsKopsCluster('k8s.shop.test', opened.clients).fronts(places);
      const name = balancer?.LoadBalancerName;
      expect(fronts).toEqual([{ name, isInternetFacing: true, securityGroupIds: [], hidesClients: hides }]);
    } finally {
      await opened.close();
    }
  });

  it('says that one hides its clients if only one of its target groups does, in any order', async () => {
    const second = TARGET_GROUP.replace('/tcp-', '/tls-');
    const group = (arn: string) => ({
      TargetGroupArn: arn,
      TargetGroupName: arn.split('/').slice(1, 2).join(),
      Protocol: 'TCP',
      Port: 443,
      LoadBalancerArns: bareBalancers.LoadBalancers.map(({ LoadBalancerArn }) => LoadBalancerArn),
      TargetType: 'instance',
    });
    const attributes = (name: string, Value: string) => ({
      [`${PLACE}/elbv2/describe-target-group-attributes/${name}.json`]: {
        Attributes: [{ Key: 'preserve_client_ip.enabled', Value }],
      },
    });
    const opened = await open(
      shopSnapshot({
        [`${PLACE}/elbv2/describe-load-balancers.json`]: bareBalancers,
        [`${PLACE}/elbv2/describe-target-groups.json`]: {
          TargetGroups: [group(TARGET_GROUP), group(second)],
        },
        [`${PLACE}/elbv2/describe-target-health/tls-k8s-shop-test-6o8f1e.json`]: {
          TargetHealthDescriptions: [],
        },
        ...attributes('tcp-k8s-shop-test-6o8f1e', 'false'),
        ...attributes('tls-k8s-shop-test-6o8f1e', 'true'),
      }),
    );
    try {
      for (const targetGroupArns of [
        [TARGET_GROUP, second],
        [second, TARGET_GROUP],
      ]) {
        const places = { targetGroupArns, loadBalancers: [] };
        const fronts = await new AwsKopsCluster('k8s.shop.test', opened.clients).fronts(places);
        expect(fronts.map(({ hidesClients }) => hidesClients)).toEqual([true]);
      }
    } finally {
      await opened.close();
    }
  });
});

/** That of the API alone, on the internet and without groups. */
const bareBalancers = {
  LoadBalancers: [
    {
      LoadBalancerArn:
        'arn:aws:elasticloadbalancing:us-west-1:111122223333:loadbalancer/net/api-k8s-shop-test-6o8f1e/0a1b2c3d4e5f6789',
      LoadBalancerName: 'api-k8s-shop-test-6o8f1e',
      DNSName: 'api-k8s-shop-test-6o8f1e-0a1b2c3d4e5f6789.elb.us-west-1.amazonaws.com',
      CanonicalHostedZoneId: 'Z24FKFUX50B4VW',
      CreatedTime: '2026-09-01T10:25:00+00:00',
      Scheme: 'internet-facing',
      Type: 'network',
      IpAddressType: 'ipv4',
    },
  ],
};

type Opened = Awaited<ReturnType<typeof open>>;

/** The services of an account that has what a snapshot has. */
async function open(snapshot: Snapshot) {
  const machines = machinesOf(snapshot, HOME, { seed: 1, now: () => START });
  const balancers = balancersOf(snapshot, HOME);
  const account = await rehearsedAccount({
    services: {
      autoscaling: autoScalingService(machines.autoScaling),
      ec2: ec2Service(machines.ec2),
      elasticloadbalancing: elasticLoadBalancingService({ loadBalancers: () => balancers }, machines.targets),
    },
    compute: () => machines.resources,
  });
  const options = account.client(FUNCTION_CREDENTIALS);
  const clients = {
    autoScaling: new AutoScalingClient(options),
    ec2: new EC2Client(options),
    elbv2: new ElasticLoadBalancingV2Client(options),
    classicElb: new ElasticLoadBalancingClient(options),
  };
  const close = async () => {
    for (const client of Object.values(clients)) client.destroy();
    await account.stop();
  };
  return { clients, close };
}
