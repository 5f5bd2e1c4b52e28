import {
  DescribeLoadBalancerAttributesCommand,
  type ElasticLoadBalancingClient,
  type LoadBalancerDescription,
} from '@aws-sdk/client-elastic-load-balancing';
import { answersOf } from '../../shared/adapters/answers-of.ts';
import { type BalancerTraits, NONE } from '../domain/balancer-traits.ts';
import type { Reading } from '../domain/reading.ts';
import type { BalancerDirectory } from '../ports/balancer-traits.ts';
import { type ClassicListing, readEach } from './by-dns-name.ts';

const { given } = answersOf('Elastic Load Balancing');

/** Classic load balancers. */
export class ClassicBalancerTraits implements BalancerDirectory {
  readonly #client: ElasticLoadBalancingClient;
  readonly #listing: ClassicListing;

  constructor(client: ElasticLoadBalancingClient, listing: ClassicListing) {
    this.#client = client;
    this.#listing = listing;
  }

  async traitsOf(dnsNames: readonly string[]): Promise<ReadonlyMap<string, Reading<BalancerTraits>>> {
    return readEach(await this.#listing.byDnsName(dnsNames), (...each) => this.#traits(...each));
  }

  async #traits(dnsName: string, balancer: LoadBalancerDescription): Promise<BalancerTraits> {
    const LoadBalancerName = given(balancer.LoadBalancerName, dnsName, 'LoadBalancerName');
    const { LoadBalancerAttributes } = await this.#client.send(
      new DescribeLoadBalancerAttributesCommand({ LoadBalancerName }),
    );
    const idle = LoadBalancerAttributes?.ConnectionSettings?.IdleTimeout;
    return traits(LoadBalancerName, balancer, given(idle, dnsName, 'ConnectionSettings.IdleTimeout'));
  }
}

/** It speaks HTTP/1.1 to clients, and appends to `X-Forwarded-For`, where a listener speaks HTTP. Source: its user guide. */
function traits(
  metricsId: string,
  { ListenerDescriptions = [], Policies, BackendServerDescriptions = [] }: LoadBalancerDescription,
  idleSeconds: number,
): BalancerTraits {
  const {
    AppCookieStickinessPolicies = [],
    LBCookieStickinessPolicies = [],
    OtherPolicies = [],
  } = Policies ?? {};
  const sticky = [...AppCookieStickinessPolicies, ...LBCookieStickinessPolicies].map(
    ({ PolicyName }) => PolicyName,
  );
  const ofListeners = ListenerDescriptions.flatMap(({ PolicyNames = [] }) => PolicyNames);
  const ofServers = BackendServerDescriptions.flatMap(({ PolicyNames = [] }) => PolicyNames);
  const isHttp = ListenerDescriptions.some(({ Listener }) => /^https?$/i.test(Listener?.Protocol ?? ''));
  return {
    family: 'classic',
    metricsId,
    idleSeconds,
    http2: false,
    forwardedFor: isHttp ? 'append' : 'none',
    // Which type another policy is of isn't shown here: backend servers have it for the proxy protocol, or for keys.
    proxyProtocol: ofServers.some((name) => OtherPolicies.includes(name) && /proxy/i.test(name)),
    sticky: sticky.some((name) => name !== undefined && ofListeners.includes(name)),
    webAcl: NONE,
  };
}
