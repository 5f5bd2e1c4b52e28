import {
  DescribeCapacityReservationCommand,
  DescribeListenerAttributesCommand,
  DescribeLoadBalancerAttributesCommand,
  DescribeTargetGroupAttributesCommand,
  type ElasticLoadBalancingV2Client,
  type Listener,
  type LoadBalancer,
  paginateDescribeListeners,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { answersOf } from '../../shared/adapters/answers-of.ts';
import { type BalancerTraits, NONE, type Reservation } from '../domain/balancer-traits.ts';
import { type Reading, readingOf } from '../domain/reading.ts';
import type { BalancerDirectory, Reservations } from '../ports/balancer-traits.ts';
import { type Elbv2Listing, readEach } from './by-dns-name.ts';
import { elbv2MetricsId } from './elbv2-metrics-id.ts';
import { listedIn } from './listed-in.ts';
import type { WebAclOf } from './waf-web-acls.ts';

const { given, oneOf } = answersOf('Elastic Load Balancing');

type Attributes = ReadonlyMap<string, string>;
type OfTargetGroups = Pick<BalancerTraits, 'sticky' | 'proxyProtocol'>;
type OfAttributes = Omit<BalancerTraits, 'family' | 'metricsId' | keyof OfTargetGroups>;

/** Application and network load balancers, with their target groups, listeners and web ACLs. */
export class Elbv2BalancerTraits implements BalancerDirectory, Reservations {
  readonly #client: ElasticLoadBalancingV2Client;
  readonly #listing: Elbv2Listing;
  readonly #webAclOf: WebAclOf;

  constructor(client: ElasticLoadBalancingV2Client, listing: Elbv2Listing, webAclOf: WebAclOf) {
    this.#client = client;
    this.#listing = listing;
    this.#webAclOf = webAclOf;
  }

  async traitsOf(dnsNames: readonly string[]): Promise<ReadonlyMap<string, Reading<BalancerTraits>>> {
    return readEach(await this.#listing.byDnsName(dnsNames), (...each) => this.#traits(...each));
  }

  /** In a zone of another state it is not there yet, or no more. */
  async reservedFor(dnsName: string): Promise<Reservation | undefined> {
    const balancer = (await this.#listing.byDnsName([dnsName])).get(dnsName);
    if (!balancer) return undefined;
    const { LoadBalancerArn, Type, AvailabilityZones = [] } = balancer;
    const { MinimumLoadBalancerCapacity, CapacityReservationState = [] } = await this.#client.send(
      new DescribeCapacityReservationCommand({ LoadBalancerArn }),
    );
    const there = CapacityReservationState.filter(({ State }) => State?.Code === 'provisioned');
    return {
      requested: MinimumLoadBalancerCapacity?.CapacityUnits ?? 0,
      provisioned: there.reduce((sum, { EffectiveCapacityUnits = 0 }) => sum + EffectiveCapacityUnits, 0),
      least: Type === 'network' ? LEAST_A_ZONE_OF_NETWORK * AvailabilityZones.length : LEAST_OF_APPLICATION,
    };
  }

  async #traits(dnsName: string, { LoadBalancerArn, Type }: LoadBalancer): Promise<BalancerTraits> {
    const arn = given(LoadBalancerArn, dnsName, 'LoadBalancerArn');
    const family = oneOf(['application', 'network'], Type, dnsName, 'Type');
    const [own, ofGroups] = await Promise.all([
      family === 'network' ? this.#network(arn) : this.#application(arn, dnsName),
      this.#groups(arn),
    ]);
    return { family, metricsId: elbv2MetricsId(arn), ...own, ...ofGroups };
  }

  /** Source: "Load balancer attributes" in its user guide. */
  async #application(LoadBalancerArn: string, dnsName: string): Promise<OfAttributes> {
    const [{ Attributes }, webAcl] = await Promise.all([
      this.#client.send(new DescribeLoadBalancerAttributesCommand({ LoadBalancerArn })),
      readingOf(() => this.#webAclOf(LoadBalancerArn)),
    ]);
    const attributes = mapOf(Attributes);
    const text = (key: string) => given(attributes.get(key), dnsName, key);
    const MODE = 'routing.http.xff_header_processing.mode';
    return {
      idleSeconds: Number(text('idle_timeout.timeout_seconds')),
      http2: attributes.get('routing.http2.enabled') === 'true',
      forwardedFor: oneOf(['append', 'preserve', 'remove'], attributes.get(MODE), dnsName, MODE),
      webAcl,
    };
  }

  async #network(LoadBalancerArn: string): Promise<OfAttributes> {
    const pages = paginateDescribeListeners({ client: this.#client }, { LoadBalancerArn });
    const listeners = await listedIn(pages, ({ Listeners }) => Listeners ?? []);
    const idle = (await Promise.all(listeners.map((each) => this.#idleSeconds(each)))).flat();
    return {
      idleSeconds: idle.length > 0 ? Math.min(...idle) : undefined,
      http2: false,
      forwardedFor: 'none',
      webAcl: NONE,
    };
  }

  /** None for a listener of another protocol. Source: "Update the TCP idle timeout" in the guide of network load balancers. */
  async #idleSeconds({ ListenerArn, Protocol }: Listener): Promise<readonly number[]> {
    if (Protocol === 'TLS') return [IDLE_OF_TLS];
    if (Protocol !== 'TCP') return [];
    const { Attributes } = await this.#client.send(new DescribeListenerAttributesCommand({ ListenerArn }));
    const KEY = 'tcp.idle_timeout.seconds';
    return [Number(given(mapOf(Attributes).get(KEY), ListenerArn ?? 'a listener', KEY))];
  }

  /** Source: "Target group attributes" in both user guides. */
  async #groups(loadBalancerArn: string): Promise<OfTargetGroups> {
    const groups: Attributes[] = [];
    for (const { TargetGroupArn } of await this.#listing.groupsOf(loadBalancerArn)) {
      const command = new DescribeTargetGroupAttributesCommand({ TargetGroupArn });
      groups.push(mapOf((await this.#client.send(command)).Attributes));
    }
    const some = (key: string) => groups.some((group) => group.get(key) === 'true');
    return { sticky: some('stickiness.enabled'), proxyProtocol: some('proxy_protocol_v2.enabled') };
  }
}

/** The least that can be reserved, LCU. Source: "Capacity reservations" in both user guides. */
const LEAST_OF_APPLICATION = 100;
const LEAST_A_ZONE_OF_NETWORK = 2750;

/** Seconds; it can't be configured. */
const IDLE_OF_TLS = 350;

function mapOf(
  attributes: readonly { Key?: string | undefined; Value?: string | undefined }[] = [],
): Attributes {
  return new Map(attributes.map(({ Key = '', Value = '' }) => [Key, Value]));
}
