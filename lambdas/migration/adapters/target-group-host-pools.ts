import {
  DescribeTargetHealthCommand,
  type ElasticLoadBalancingV2Client,
  type LoadBalancer,
  type TargetGroup,
  type TargetHealthDescription,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { answersOf } from '../../shared/adapters/answers-of.ts';
import type { Host, HostPool, UncountedPool } from '../domain/legacy/host-pool.ts';
import type { HostPools } from '../ports/host-pools.ts';
import { Elbv2Listing } from './by-dns-name.ts';
import { elbv2MetricsId } from './elbv2-metrics-id.ts';
import type { InstanceZones } from './instance-zones.ts';

const { given, unreadable } = answersOf('Elastic Load Balancing');

/** The targets of application and network load balancers. */
export class TargetGroupHostPools implements HostPools {
  readonly #client: ElasticLoadBalancingV2Client;
  readonly #zones: InstanceZones;
  readonly #listing: () => Elbv2Listing;

  /** @param listing whose load balancers are asked; by default they are listed anew each time */
  constructor(
    client: ElasticLoadBalancingV2Client,
    zones: InstanceZones,
    listing = () => new Elbv2Listing(client),
  ) {
    this.#client = client;
    this.#zones = zones;
    this.#listing = listing;
  }

  async behind(dnsName: string): Promise<readonly (HostPool | UncountedPool)[] | undefined> {
    const listing = this.#listing();
    const balancer = (await listing.byDnsName([dnsName])).get(dnsName);
    if (!balancer) return undefined;
    const groups = await listing.groupsOf(given(balancer.LoadBalancerArn, dnsName, 'LoadBalancerArn'));
    return Promise.all(groups.map((group) => this.#pool(group, balancer, groups.length === 1)));
  }

  async #pool(
    group: TargetGroup,
    balancer: LoadBalancer,
    isOnly: boolean,
  ): Promise<HostPool | UncountedPool> {
    const name = given(group.TargetGroupName, 'a target group', 'TargetGroupName');
    const { TargetHealthDescriptions = [] } = await this.#client.send(
      new DescribeTargetHealthCommand({ TargetGroupArn: group.TargetGroupArn }),
    );
    const uncounted = uncountedIn(group, TargetHealthDescriptions);
    if (uncounted !== undefined) return { name, uncounted };
    const zones = (balancer.AvailabilityZones ?? []).flatMap(({ ZoneName }) => ZoneName ?? []);
    const hosts = await this.#hosts(group, TargetHealthDescriptions);
    const registeredAt = given(group.TargetGroupArn, name, 'TargetGroupArn');
    return { name, zones, hosts, registeredAt, metrics: metricsOf(balancer, group, zones, isOnly) };
  }

  /** Of an instance EC2 knows the zone, of an address the target group does. */
  async #hosts(
    { TargetType, TargetGroupName = '' }: TargetGroup,
    targets: readonly TargetHealthDescription[],
  ): Promise<readonly Host[]> {
    if (TargetType !== 'instance' && TargetType !== 'ip')
      throw unreadable(
        TargetGroupName,
        `its targets are of the type ${TargetType}, not instances, addresses, functions or load balancers`,
      );
    const ids = targets.map(({ Target }) => given(Target?.Id, TargetGroupName, 'Target.Id'));
    const zones = TargetType === 'instance' ? await this.#zones.of(ids) : new Map<string, string>();
    return targets.map(({ Target, TargetHealth }, i) => {
      const id = ids[i] ?? '';
      const zone = zones.get(id) ?? Target?.AvailabilityZone ?? '';
      return { id, zone, isHealthy: TargetHealth?.State === 'healthy' };
    });
  }
}

/** Of a function or a load balancer that is a target, words; undefined of hosts. */
function uncountedIn(
  { TargetType }: TargetGroup,
  targets: readonly TargetHealthDescription[],
): string | undefined {
  const [id] = targets.flatMap(({ Target }) => Target?.Id ?? []);
  const name = id?.replace(/^.*:(?:function:|loadbalancer\/)/, '') ?? 'that is not registered';
  if (TargetType === 'lambda') return `its target is the Lambda function ${name}`;
  return TargetType === 'alb' ? `its target is another load balancer, ${name}` : undefined;
}

/**
 * A network load balancer counts connections for all its target groups together. Its hosts are counted by zone, because
 * without cross-zone load balancing the sum over all zones is counted nowhere. Source: the user guides, "CloudWatch metrics".
 */
function metricsOf(
  { Type, LoadBalancerArn = '' }: LoadBalancer,
  { TargetGroupArn = '' }: TargetGroup,
  zones: readonly string[],
  isOnly: boolean,
): HostPool['metrics'] {
  const LoadBalancer = elbv2MetricsId(LoadBalancerArn);
  const TargetGroup = TargetGroupArn.split(':').at(-1) ?? '';
  const isNetwork = Type === 'network';
  const namespace = isNetwork ? 'AWS/NetworkELB' : 'AWS/ApplicationELB';
  const flows = isOnly ? { namespace, metricName: 'NewFlowCount', dimensions: { LoadBalancer } } : undefined;
  const requests = { namespace, metricName: 'RequestCount', dimensions: { LoadBalancer, TargetGroup } };
  return {
    requests: isNetwork ? flows : requests,
    unit: isNetwork ? 'connection' : 'request',
    healthyHosts: zones.map((AvailabilityZone) => ({
      namespace,
      metricName: 'HealthyHostCount',
      dimensions: { LoadBalancer, TargetGroup, AvailabilityZone },
    })),
  };
}
