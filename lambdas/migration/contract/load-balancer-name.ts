import { undotted } from '../../shared/contract/dns-names.ts';
import { PARTITIONS } from '../../shared/contract/regions.ts';

/**
 * DNS names of Elastic Load Balancing. An application or a classic load balancer is
 * `<name>-<id>.<region>.elb.amazonaws.com`, a network load balancer `<name>-<id>.elb.<region>.amazonaws.com`;
 * records may put `dualstack.` (or, for classic ones, `ipv6.`) in front. Other partitions have other domains.
 */
export interface LoadBalancerName {
  /** Lower case, without the prefix and the trailing dot: the same for every way to write it. */
  readonly dnsName: string;
  readonly region: string;
  readonly family: 'network' | 'application-or-classic';
}

const PREFIX = /^(?:dualstack|ipv6)\./;
const REGION = '([a-z]{2,4}(?:-[a-z0-9]+)+)';
const DOMAIN = `(?:${PARTITIONS.map(({ domainSuffix }) => domainSuffix.replaceAll('.', '\\.')).join('|')})`;
const NETWORK = new RegExp(`^[a-z0-9-]+\\.elb\\.${REGION}\\.${DOMAIN}$`);
const APPLICATION_OR_CLASSIC = new RegExp(`^[a-z0-9-]+\\.${REGION}\\.elb\\.${DOMAIN}$`);

/** What `name` says about the load balancer that it names; undefined when it is not a load balancer's name. */
export function parseLoadBalancerName(name: string): LoadBalancerName | undefined {
  const dnsName = undotted(name).replace(PREFIX, '');
  const network = NETWORK.exec(dnsName)?.[1];
  if (network) return { dnsName, region: network, family: 'network' };
  const region = APPLICATION_OR_CLASSIC.exec(dnsName)?.[1];
  return region ? { dnsName, region, family: 'application-or-classic' } : undefined;
}
