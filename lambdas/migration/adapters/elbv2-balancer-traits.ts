import {
  DescribeLoadBalancerAttributesCommand,
  DescribeTargetGroupAttributesCommand,
  type ElasticLoadBalancingV2Client,
  type LoadBalancer,
  paginateDescribeTargetGroups,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { answersOf } from '../../shared/adapters/answers-of.ts';
import type { BalancerTraits } from '../domain/balancer-traits.ts';
import type { Reading } from '../domain/reading.ts';
import type { BalancerDirectory } from '../ports/balancer-traits.ts';
import { elbv2ByDnsName, readEach } from './by-dns-name.ts';

const { given, oneOf } = answersOf('Elastic Load Balancing');

type Attributes = ReadonlyMap<string, string>;

/** Application and network load balancers, with their target groups. */
export class Elbv2BalancerTraits implements BalancerDirectory {
  readonly #client: ElasticLoadBalancingV2Client;

  constructor(client: ElasticLoadBalancingV2Client) {
    this.#client = client;
  }

  async traitsOf(dnsNames: readonly string[]): Promise<ReadonlyMap<string, Reading<BalancerTraits>>> {
    return readEach(await elbv2ByDnsName(this.#client, dnsNames), (...each) => this.#traits(...each));
  }

  async #traits(dnsName: string, balancer: LoadBalancer): Promise<BalancerTraits> {
    const LoadBalancerArn = given(balancer.LoadBalancerArn, dnsName, 'LoadBalancerArn');
    const { Attributes } = await this.#client.send(
      new DescribeLoadBalancerAttributesCommand({ LoadBalancerArn }),
    );
    return traits(dnsName, balancer, mapOf(Attributes), await this.#groups(LoadBalancerArn));
  }

  async #groups(LoadBalancerArn: string): Promise<readonly Attributes[]> {
    const found: Attributes[] = [];
    for await (const { TargetGroups = [] } of paginateDescribeTargetGroups(
      { client: this.#client },
      { LoadBalancerArn },
    ))
      for (const { TargetGroupArn } of TargetGroups) {
        const command = new DescribeTargetGroupAttributesCommand({ TargetGroupArn });
        found.push(mapOf((await this.#client.send(command)).Attributes));
      }
    return found;
  }
}

function mapOf(
  attributes: readonly { Key?: string | undefined; Value?: string | undefined }[] = [],
): Attributes {
  return new Map(attributes.map(({ Key = '', Value = '' }) => [Key, Value]));
}

/** Source: "Load balancer attributes" and "Target group attributes" in both user guides. */
function traits(
  dnsName: string,
  { Type }: LoadBalancer,
  attributes: Attributes,
  groups: readonly Attributes[],
): BalancerTraits {
  const family = oneOf(['application', 'network'], Type, dnsName, 'Type');
  const some = (key: string) => groups.some((group) => group.get(key) === 'true');
  const ofGroups = { sticky: some('stickiness.enabled'), proxyProtocol: some('proxy_protocol_v2.enabled') };
  if (family === 'network')
    return {
      family,
      idleSeconds: undefined,
      keepAliveSeconds: undefined,
      http2: false,
      forwardedFor: 'none',
      ...ofGroups,
    };
  const MODE = 'routing.http.xff_header_processing.mode';
  return {
    family,
    idleSeconds: secondsIn(attributes, 'idle_timeout.timeout_seconds', dnsName),
    keepAliveSeconds: secondsIn(attributes, 'client_keep_alive.seconds', dnsName),
    http2: attributes.get('routing.http2.enabled') === 'true',
    forwardedFor: oneOf(['append', 'preserve', 'remove'], attributes.get(MODE), dnsName, MODE),
    ...ofGroups,
  };
}

function secondsIn(attributes: Attributes, key: string, dnsName: string): number {
  return Number(given(attributes.get(key), dnsName, key));
}
