import {
  ElasticLoadBalancingClient,
  type LoadBalancerDescription,
  paginateDescribeLoadBalancers,
} from '@aws-sdk/client-elastic-load-balancing';
import type { DescribedLoadBalancer, LoadBalancerDirectory } from '../ports/load-balancers.ts';

/** The largest page that DescribeLoadBalancers gives. */
const PAGE_SIZE = 400;

/** Classic load balancers. */
export class ClassicLoadBalancers implements LoadBalancerDirectory {
  readonly #client: ElasticLoadBalancingClient;

  constructor(client: ElasticLoadBalancingClient = new ElasticLoadBalancingClient({})) {
    this.#client = client;
  }

  async find(dnsNames: readonly string[]): Promise<ReadonlyMap<string, DescribedLoadBalancer>> {
    const wanted = new Set(dnsNames);
    const found = new Map<string, DescribedLoadBalancer>();
    for await (const page of paginateDescribeLoadBalancers(
      { client: this.#client, pageSize: PAGE_SIZE },
      {},
    )) {
      for (const balancer of page.LoadBalancerDescriptions ?? []) {
        const dnsName = balancer.DNSName?.toLowerCase() ?? '';
        if (wanted.has(dnsName)) found.set(dnsName, describe(balancer));
      }
    }
    return found;
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
