import {
  DescribeInstanceHealthCommand,
  type ElasticLoadBalancingClient,
} from '@aws-sdk/client-elastic-load-balancing';
import { answersOf } from '../../shared/adapters/answers-of.ts';
import type { HostPool } from '../domain/legacy/host-pool.ts';
import type { HostPools } from '../ports/host-pools.ts';
import { ClassicListing } from './by-dns-name.ts';
import type { InstanceZones } from './instance-zones.ts';

const { given } = answersOf('Elastic Load Balancing');

/** An instance that leaves is in service until it has drained. Source: `InstanceState` in the API reference. */
const LEAVING = 'Instance deregistration currently in progress.';

/** The instances of classic load balancers. */
export class ClassicHostPools implements HostPools {
  readonly #client: ElasticLoadBalancingClient;
  readonly #zones: InstanceZones;
  readonly #listing: () => ClassicListing;

  /** @param listing whose load balancers are asked; by default they are listed anew each time */
  constructor(
    client: ElasticLoadBalancingClient,
    zones: InstanceZones,
    listing = () => new ClassicListing(client),
  ) {
    this.#client = client;
    this.#zones = zones;
    this.#listing = listing;
  }

  async behind(dnsName: string): Promise<readonly HostPool[] | undefined> {
    const balancer = (await this.#listing().byDnsName([dnsName])).get(dnsName);
    if (!balancer) return undefined;
    const name = given(balancer.LoadBalancerName, dnsName, 'LoadBalancerName');
    const zones = balancer.AvailabilityZones ?? [];
    const hosts = await this.#hosts(name);
    return [{ name: '', zones, hosts, registeredAt: name, metrics: metricsOf(name, zones) }];
  }

  async #hosts(name: string): Promise<HostPool['hosts']> {
    const { InstanceStates = [] } = await this.#client.send(
      new DescribeInstanceHealthCommand({ LoadBalancerName: name }),
    );
    const ids = InstanceStates.map(({ InstanceId }) => given(InstanceId, name, 'InstanceId'));
    const zones = await this.#zones.of(ids);
    return InstanceStates.map(({ State, Description }, i) => {
      const id = ids[i] ?? '';
      return { id, zone: zones.get(id) ?? '', isHealthy: State === 'InService' && Description !== LEAVING };
    });
  }
}

/** By zone, because without cross-zone load balancing the sum over all zones is counted nowhere. Source: its user guide. */
function metricsOf(LoadBalancerName: string, zones: readonly string[]): HostPool['metrics'] {
  const namespace = 'AWS/ELB';
  return {
    requests: { namespace, metricName: 'RequestCount', dimensions: { LoadBalancerName } },
    unit: 'request',
    healthyHosts: zones.map((AvailabilityZone) => ({
      namespace,
      metricName: 'HealthyHostCount',
      dimensions: { LoadBalancerName, AvailabilityZone },
    })),
  };
}
