import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { EC2Client } from '@aws-sdk/client-ec2';
import { ElasticLoadBalancingClient } from '@aws-sdk/client-elastic-load-balancing';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { ClassicHostPools } from '../../../../lambdas/migration/adapters/classic-host-pools.ts';
import { CloudWatchHostLoads } from '../../../../lambdas/migration/adapters/cloudwatch-host-loads.ts';
import { InstanceZones } from '../../../../lambdas/migration/adapters/instance-zones.ts';
import { TargetGroupHostPools } from '../../../../lambdas/migration/adapters/target-group-host-pools.ts';
import {
  type HostPool,
  isCounted,
  type UncountedPool,
} from '../../../../lambdas/migration/domain/legacy/host-pool.ts';
import type { ComputeEngine } from '../../../../rehearsal/compute/index.ts';
import {
  ec2Service,
  elasticLoadBalancingService,
  type MonitoringSource,
  monitoringService,
} from '../../../../rehearsal/gateway/index.ts';
import { balancersOf } from '../../../../rehearsal/scenes/migration/load-balancers.ts';
import { machinesOf } from '../../../../rehearsal/scenes/migration/machines.ts';
import { TARGET_GROUPS } from '../../../../rehearsal/snapshot/kinds/elbv2.ts';
import { HOME } from '../../../support/shop.ts';
import { shopSnapshot } from '../../../support/shop-snapshot.ts';
import { FUNCTION_CREDENTIALS } from '../../gateway/policies.ts';
import { NOW, type RehearsedAccount, rehearsedAccount } from '../../gateway/rehearsed-account.ts';

const LEGACY = 'legacy-shop-1234567890.us-west-1.elb.amazonaws.com';
const CLUSTER = 'k8s-ingress-9876543210.us-west-1.elb.amazonaws.com';
const HOUR = 3_600_000;
/** The last whole hour is half over. */
const LATER = NOW + HOUR / 2;

/** `us-west-1a 3, us-west-1c 3` */
const healthyIn = (pool: HostPool | UncountedPool) => {
  if (!isCounted(pool)) return pool.uncounted;
  const { zones, hosts } = pool;
  return zones
    .map((zone) => `${zone} ${hosts.filter((host) => host.isHealthy && host.zone === zone).length}`)
    .join(', ');
};

describe('The hosts behind load balancers', () => {
  let machines: ComputeEngine;
  let account: RehearsedAccount;
  let classic: ClassicHostPools;
  let others: TargetGroupHostPools;

  const begin = async () => {
    account = await rehearsedAccount({
      services: {
        ec2: ec2Service(machines.ec2),
        elasticloadbalancing: elasticLoadBalancingService(
          { loadBalancers: () => balancersOf(shopSnapshot(), HOME) },
          machines.targets,
        ),
      },
    });
    const config = account.client(FUNCTION_CREDENTIALS);
    const zones = new InstanceZones(new EC2Client(config));
    classic = new ClassicHostPools(new ElasticLoadBalancingClient(config), zones);
    others = new TargetGroupHostPools(new ElasticLoadBalancingV2Client(config), zones);
  };
  beforeEach(async () => {
    machines = machinesOf(shopSnapshot(), HOME, { seed: 1, now: () => NOW });
    await begin();
  });
  afterEach(() => account.stop());

  it('are the instances of a classic one, with their zones from EC2', async () => {
    const [pool, ...more] = (await classic.behind(LEGACY)) ?? [];
    expect(more).toEqual([]);
    expect(pool && healthyIn(pool)).toBe('us-west-1a 3, us-west-1c 3');
    const hosts = { namespace: 'AWS/ELB', metricName: 'HealthyHostCount' };
    expect(pool?.metrics).toMatchObject({
      requests: { metricName: 'RequestCount', dimensions: { LoadBalancerName: 'legacy-shop' } },
      unit: 'request',
      healthyHosts: [
        { ...hosts, dimensions: { LoadBalancerName: 'legacy-shop', AvailabilityZone: 'us-west-1a' } },
        { ...hosts, dimensions: { LoadBalancerName: 'legacy-shop', AvailabilityZone: 'us-west-1c' } },
      ],
    });
  });

  it('do not count while they leave, though they are in service until they have drained', async () => {
    machines.targets.deregisterInstancesFromLoadBalancer({
      LoadBalancerName: 'legacy-shop',
      Instances: [{ InstanceId: 'i-0a11e9ac00000001' }],
    });
    const [pool] = (await classic.behind(LEGACY)) ?? [];
    expect(pool?.hosts).toHaveLength(6);
    expect(pool && healthyIn(pool)).toBe('us-west-1a 2, us-west-1c 3');
  });

  it('are the targets of an application load balancer, by target group', async () => {
    const pools = (await others.behind(CLUSTER)) ?? [];
    expect(pools.map((pool) => `${pool.name}: ${healthyIn(pool)}`)).toEqual([
      'k8s-ingress-nodes: us-west-1a 5, us-west-1c 4',
    ]);
    const dimensions = {
      LoadBalancer: 'app/k8s-ingress/50dc6c495c0c9188',
      TargetGroup: 'targetgroup/k8s-ingress-nodes/73e2d6bc24d8a067',
    };
    expect(pools[0]).toMatchObject({
      metrics: { requests: { namespace: 'AWS/ApplicationELB', metricName: 'RequestCount', dimensions } },
    });
  });

  it.each([
    [
      'lambda',
      'arn:aws:lambda:us-west-1:111122223333:function:shop-web:live',
      'its target is the Lambda function shop-web:live',
    ],
    [
      'alb',
      'arn:aws:elasticloadbalancing:us-west-1:111122223333:loadbalancer/app/shop/0123456789abcdef',
      'its target is another load balancer, app/shop/0123456789abcdef',
    ],
  ])('are not counted if what is there is of the type %s', async (TargetType, Id, uncounted) => {
    const place = `${HOME.account}/${HOME.region}/elbv2`;
    const snapshot = shopSnapshot();
    const described = snapshot.one(TARGET_GROUPS, HOME);
    const TargetGroups = described.TargetGroups.map((group) =>
      group.TargetGroupName === 'k8s-ingress-nodes' ? { ...group, TargetType } : group,
    );
    const TargetHealthDescriptions = [{ Target: { Id }, TargetHealth: { State: 'healthy' } }];
    machines = machinesOf(
      shopSnapshot({
        [`${place}/describe-target-groups.json`]: { TargetGroups } as never,
        [`${place}/describe-target-health/k8s-ingress-nodes.json`]: { TargetHealthDescriptions },
      }),
      HOME,
      { seed: 1, now: () => NOW },
    );
    await account.stop();
    await begin();
    expect(await others.behind(CLUSTER)).toEqual([{ name: 'k8s-ingress-nodes', uncounted }]);
  });

  it('are nobody where there is no such load balancer of the kind', async () => {
    expect(await classic.behind(CLUSTER)).toBeUndefined();
    expect(await others.behind(LEGACY)).toBeUndefined();
  });

  it('are not known if EC2 may not be read', async () => {
    account.policies.allows = ({ action }) => action !== 'ec2:DescribeInstances';
    await expect(classic.behind(LEGACY)).rejects.toThrow(/DescribeInstances/);
  });
});

describe('What hosts carried', () => {
  const requests = { namespace: 'AWS/ELB', metricName: 'RequestCount', dimensions: {} };
  const inZone = (zone: string) => ({
    namespace: 'AWS/ELB',
    metricName: 'HealthyHostCount',
    dimensions: { zone },
  });
  const metrics = { requests, unit: 'request', healthyHosts: [inZone('a'), inZone('c')] } as const;
  /** By hours before `NOW`: requests, hosts in both zones. */
  const carried: Readonly<Record<number, readonly (number | undefined)[]>> = {
    1: [3600, 3, 2.5],
    2: [7200, 3],
    3: [undefined, 3, 3],
    4: [100],
    400: [99_999, 6, 6],
  };
  const source = {
    alarms: () => [],
    history: () => [],
    metrics: () => [],
    query: (metric, start, end, periodSeconds, statistic) => {
      expect(periodSeconds).toBe(3600);
      expect(statistic).toBe(metric.metricName === 'RequestCount' ? 'Sum' : 'Average');
      const which = metric.metricName === 'RequestCount' ? 0 : metric.dimensions.zone === 'a' ? 1 : 2;
      return Object.entries(carried).flatMap(([hours, values]) => {
        const at = NOW - Number(hours) * HOUR;
        const value = values[which];
        return value !== undefined && at >= start && at < end ? [{ at, value }] : [];
      });
    },
  } satisfies MonitoringSource;
  let account: RehearsedAccount;
  let loads: CloudWatchHostLoads;

  beforeEach(async () => {
    account = await rehearsedAccount({
      services: { monitoring: monitoringService(source, { now: () => LATER }) },
    });
    loads = new CloudWatchHostLoads(new CloudWatchClient(account.client(FUNCTION_CREDENTIALS)));
  });
  afterEach(() => account.stop());

  const twoWeeks = () =>
    loads.hourly(metrics, new Date(NOW - 14 * 24 * HOUR).toISOString(), new Date(LATER).toISOString());

  it('is told by hours that had requests and healthy hosts, of all zones together', async () => {
    expect((await twoWeeks()).toSorted((a, b) => (a.from < b.from ? 1 : -1))).toEqual([
      { from: '2026-11-23T11:00:00Z', requests: 3600, hosts: 5.5 },
      { from: '2026-11-23T10:00:00Z', requests: 7200, hosts: 3 },
    ]);
  });

  it('is nothing if nothing counts the requests, and is not asked for then', async () => {
    expect(
      await loads.hourly({ ...metrics, requests: undefined }, '2026-11-22T00:00:00Z', '2026-11-23T00:00:00Z'),
    ).toEqual([]);
    expect(account.gateway.calls.all()).toEqual([]);
  });

  it('is not known if CloudWatch may not be read', async () => {
    account.policies.allows = () => false;
    await expect(twoWeeks()).rejects.toThrow(/GetMetricData/);
  });
});
