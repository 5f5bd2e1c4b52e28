import type { ElasticLoadBalancingClient } from '@aws-sdk/client-elastic-load-balancing';
import {
  DescribeLoadBalancerAttributesCommand,
  type ElasticLoadBalancingV2Client,
  type LoadBalancer,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { answersOf } from '../../shared/adapters/answers-of.ts';
import type { ConnectionSettings } from '../domain/connections.ts';
import type { Reading } from '../domain/reading.ts';
import type { ConnectionDirectory } from '../ports/connection-directory.ts';
import { ClassicListing, Elbv2Listing, readEach } from './by-dns-name.ts';

const { given, oneOf, unreadable } = answersOf('Elastic Load Balancing');

/** Each API is listed at most once, and the classic one only for names that the other lacks. */
export class BalancerConnections implements ConnectionDirectory {
  readonly #elbv2: ElasticLoadBalancingV2Client;
  readonly #classic: ElasticLoadBalancingClient;

  constructor(elbv2: ElasticLoadBalancingV2Client, classic: ElasticLoadBalancingClient) {
    this.#elbv2 = elbv2;
    this.#classic = classic;
  }

  async settingsOf(dnsNames: readonly string[]): Promise<ReadonlyMap<string, Reading<ConnectionSettings>>> {
    if (dnsNames.length === 0) return new Map();
    const found = await new Elbv2Listing(this.#elbv2).byDnsName(dnsNames);
    const settings = await readEach(found, (...each) => this.#settings(...each));
    const others = dnsNames.filter((dnsName) => !found.has(dnsName));
    const classic =
      others.length === 0 ? [] : (await new ClassicListing(this.#classic).byDnsName(others)).keys();
    return new Map([
      ...settings,
      ...[...classic].map((dnsName) => [dnsName, { known: true, value: { family: 'classic' } }] as const),
    ]);
  }

  /** Source: "Load balancer attributes" in the guide of application load balancers. */
  async #settings(dnsName: string, { LoadBalancerArn, Type }: LoadBalancer): Promise<ConnectionSettings> {
    const family = oneOf(['application', 'network'], Type, dnsName, 'Type');
    if (family === 'network') return { family };
    const arn = given(LoadBalancerArn, dnsName, 'LoadBalancerArn');
    const command = new DescribeLoadBalancerAttributesCommand({ LoadBalancerArn: arn });
    const { Attributes = [] } = await this.#elbv2.send(command);
    const seconds = (key: string) => {
      const text = given(Attributes.find(({ Key }) => Key === key)?.Value, dnsName, key);
      if (!/^\d+$/.test(text)) throw unreadable(dnsName, `${key} is ${text}, not a number of seconds`);
      return Number(text);
    };
    return {
      family,
      arn,
      keepAliveSeconds: seconds('client_keep_alive.seconds'),
      idleSeconds: seconds('idle_timeout.timeout_seconds'),
    };
  }
}
