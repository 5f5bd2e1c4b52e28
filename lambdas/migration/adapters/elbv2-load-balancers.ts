import type { ElasticLoadBalancingV2Client, LoadBalancer } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { DescribedLoadBalancer, MeasuredLoadBalancer } from '../domain/load-balancer.ts';
import type { LoadBalancerDirectory } from '../ports/load-balancers.ts';
import { Elbv2Listing } from './by-dns-name.ts';
import { elbv2MetricsId } from './elbv2-metrics-id.ts';

/** Application and network load balancers. */
export class Elbv2LoadBalancers implements LoadBalancerDirectory {
  readonly #client: ElasticLoadBalancingV2Client;

  constructor(client: ElasticLoadBalancingV2Client) {
    this.#client = client;
  }

  async find(dnsNames: readonly string[]): Promise<ReadonlyMap<string, DescribedLoadBalancer>> {
    const found = await new Elbv2Listing(this.#client).byDnsName(dnsNames);
    return new Map(
      [...found].flatMap(([name, balancer]) => {
        const described = describe(balancer);
        return described ? [[name, described] as const] : [];
      }),
    );
  }
}

/** Undefined for one that is of no use here: a gateway. */
function describe(balancer: LoadBalancer): DescribedLoadBalancer | undefined {
  const measured = measure(balancer);
  return measured && { ...measured, ...targetOf(balancer) };
}

function measure({ Type, LoadBalancerArn = '' }: LoadBalancer): MeasuredLoadBalancer | undefined {
  const dimensions = { LoadBalancer: elbv2MetricsId(LoadBalancerArn) };
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
