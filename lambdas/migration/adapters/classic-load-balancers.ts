import type {
  ElasticLoadBalancingClient,
  LoadBalancerDescription,
} from '@aws-sdk/client-elastic-load-balancing';
import type { DescribedLoadBalancer } from '../domain/load-balancer.ts';
import type { LoadBalancerDirectory } from '../ports/load-balancers.ts';
import { ClassicListing } from './by-dns-name.ts';

/** Classic load balancers. */
export class ClassicLoadBalancers implements LoadBalancerDirectory {
  readonly #client: ElasticLoadBalancingClient;

  constructor(client: ElasticLoadBalancingClient) {
    this.#client = client;
  }

  async find(dnsNames: readonly string[]): Promise<ReadonlyMap<string, DescribedLoadBalancer>> {
    const found = await new ClassicListing(this.#client).byDnsName(dnsNames);
    return new Map([...found].map(([name, balancer]) => [name, describe(balancer)]));
  }
}

/** In a VPC a classic load balancer has IPv4 addresses only. Source: its user guide. */
function describe(balancer: LoadBalancerDescription): DescribedLoadBalancer {
  const dimensions = { LoadBalancerName: balancer.LoadBalancerName ?? '' };
  return {
    metric: { namespace: 'AWS/ELB', metricName: 'RequestCount', dimensions },
    unit: 'request',
    hostedZoneId: balancer.CanonicalHostedZoneNameID ?? '',
    state: 'active',
    internetFacing: balancer.Scheme === 'internet-facing',
    answers: { ipv4: true, ipv6: false },
  };
}
