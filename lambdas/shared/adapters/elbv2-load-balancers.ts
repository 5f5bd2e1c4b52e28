import {
  ElasticLoadBalancingV2Client,
  type LoadBalancer,
  paginateDescribeLoadBalancers,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type {
  DescribedLoadBalancer,
  LoadBalancerDirectory,
  MeasuredLoadBalancer,
} from '../ports/load-balancers.ts';

/** The largest page that DescribeLoadBalancers gives. */
const PAGE_SIZE = 400;

/** Application and network load balancers. */
export class Elbv2LoadBalancers implements LoadBalancerDirectory {
  readonly #client: ElasticLoadBalancingV2Client;

  constructor(client: ElasticLoadBalancingV2Client = new ElasticLoadBalancingV2Client({})) {
    this.#client = client;
  }

  /**
   * Lists all and picks: a DNS name in a record is in lower case, while the load balancer's own name, by which it
   * could be asked for, keeps its case.
   */
  async find(dnsNames: readonly string[]): Promise<ReadonlyMap<string, DescribedLoadBalancer>> {
    const wanted = new Set(dnsNames);
    const found = new Map<string, DescribedLoadBalancer>();
    for await (const page of paginateDescribeLoadBalancers(
      { client: this.#client, pageSize: PAGE_SIZE },
      {},
    )) {
      for (const balancer of page.LoadBalancers ?? []) {
        const dnsName = balancer.DNSName?.toLowerCase() ?? '';
        const measured = wanted.has(dnsName) ? measure(balancer) : undefined;
        if (measured) found.set(dnsName, { ...measured, ...targetOf(balancer) });
      }
    }
    return found;
  }
}

/** The metrics' dimension is the last part of the ARN: `app/<name>/<id>` or `net/<name>/<id>`. */
function measure({ Type, LoadBalancerArn = '' }: LoadBalancer): MeasuredLoadBalancer | undefined {
  const dimensions = { LoadBalancer: LoadBalancerArn.split(':loadbalancer/').at(-1) ?? '' };
  switch (Type) {
    case 'application':
      return {
        metric: { namespace: 'AWS/ApplicationELB', metricName: 'RequestCount', dimensions },
        unit: 'request',
      };
    case 'network':
      return {
        metric: { namespace: 'AWS/NetworkELB', metricName: 'NewFlowCount', dimensions },
        unit: 'connection',
      };
    default:
      return undefined;
  }
}

/** IP address types: `ipv4`, `dualstack`, `dualstack-without-public-ipv4`. Source: DescribeLoadBalancers. */
function targetOf(balancer: LoadBalancer): Omit<DescribedLoadBalancer, keyof MeasuredLoadBalancer> {
  const { CanonicalHostedZoneId, State, Scheme, IpAddressType = 'ipv4' } = balancer;
  return {
    hostedZoneId: CanonicalHostedZoneId ?? '',
    state: State?.Code ?? 'not reported',
    internetFacing: Scheme === 'internet-facing',
    answers: {
      ipv4: IpAddressType !== 'dualstack-without-public-ipv4',
      ipv6: IpAddressType.startsWith('dualstack'),
    },
  };
}
