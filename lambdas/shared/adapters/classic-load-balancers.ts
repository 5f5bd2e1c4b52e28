import {
  ElasticLoadBalancingClient,
  paginateDescribeLoadBalancers,
} from '@aws-sdk/client-elastic-load-balancing';
import type { LoadBalancers, MeasuredLoadBalancer } from '../ports/load-balancers.ts';

/** The largest page that DescribeLoadBalancers gives. */
const PAGE_SIZE = 400;

/** Classic load balancers. */
export class ClassicLoadBalancers implements LoadBalancers {
  readonly #client: ElasticLoadBalancingClient;

  constructor(client: ElasticLoadBalancingClient = new ElasticLoadBalancingClient({})) {
    this.#client = client;
  }

  async find(dnsNames: readonly string[]): Promise<ReadonlyMap<string, MeasuredLoadBalancer>> {
    const wanted = new Set(dnsNames);
    const found = new Map<string, MeasuredLoadBalancer>();
    for await (const page of paginateDescribeLoadBalancers(
      { client: this.#client, pageSize: PAGE_SIZE },
      {},
    )) {
      for (const { DNSName = '', LoadBalancerName = '' } of page.LoadBalancerDescriptions ?? []) {
        const dnsName = DNSName.toLowerCase();
        if (wanted.has(dnsName)) found.set(dnsName, measure(LoadBalancerName));
      }
    }
    return found;
  }
}

function measure(name: string): MeasuredLoadBalancer {
  const metric = { namespace: 'AWS/ELB', metricName: 'RequestCount', dimensions: { LoadBalancerName: name } };
  return { metric, unit: 'request' };
}
