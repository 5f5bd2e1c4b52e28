import {
  type ElasticLoadBalancingClient,
  type LoadBalancerDescription,
  paginateDescribeLoadBalancers,
} from '@aws-sdk/client-elastic-load-balancing';
import type { DescribedLoadBalancer } from '../domain/load-balancer.ts';
import type { LoadBalancerDirectory } from '../ports/load-balancers.ts';
import { byDnsName } from './by-dns-name.ts';

/** The largest page that DescribeLoadBalancers gives. */
const PAGE_SIZE = 400;

/** Classic load balancers. */
export class ClassicLoadBalancers implements LoadBalancerDirectory {
  readonly #client: ElasticLoadBalancingClient;

  constructor(client: ElasticLoadBalancingClient) {
    this.#client = client;
  }

  find(dnsNames: readonly string[]): Promise<ReadonlyMap<string, DescribedLoadBalancer>> {
    const pages = paginateDescribeLoadBalancers({ client: this.#client, pageSize: PAGE_SIZE }, {});
    return byDnsName(dnsNames, pages, (page) => page.LoadBalancerDescriptions, describe);
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
