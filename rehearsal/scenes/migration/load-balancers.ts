/** The load balancers of a snapshot: what AWS says of them, and where they are on the network. */
import { dotted } from '../../../lambdas/shared/contract/dns-names.ts';
import { canonicalAddress } from '../../../lambdas/shared/contract/ip-addresses.ts';
import type { XmlValue } from '../../gateway/protocol/aws-query.ts';
import type { SourceListener, SourceLoadBalancer } from '../../gateway/services/load-balancer-source.ts';
import type { ContentOf, Place } from '../../snapshot/file-kind.ts';
import { NETWORK_INTERFACES } from '../../snapshot/kinds/ec2.ts';
import { CLASSIC_ATTRIBUTES, CLASSIC_LOAD_BALANCERS } from '../../snapshot/kinds/elb.ts';
import {
  LISTENER_ATTRIBUTES,
  LISTENERS,
  LOAD_BALANCER_ATTRIBUTES,
  LOAD_BALANCERS,
  RESERVATION,
} from '../../snapshot/kinds/elbv2.ts';
import { WEB_ACL } from '../../snapshot/kinds/wafv2.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import type { HealthModel, LoadBalancer } from '../../world/load-balancer.ts';
import type { HostCounts } from './healthy-hosts.ts';

export interface BalancerOnNetwork extends SourceLoadBalancer {
  readonly ipv4: readonly string[];
  readonly ipv6: readonly string[];
  readonly zones: readonly string[];
}

/** Classic ones first. @param place account and region */
export function balancersOf(snapshot: Snapshot, place: Place): readonly BalancerOnNetwork[] {
  return [...classicOf(snapshot, place), ...othersOf(snapshot, place)].map((balancer) => ({
    ...balancer,
    ...addressesOf(snapshot, place, balancer.id === '' ? balancer.name : balancer.id),
  }));
}

/** @param arn of any load balancer */
export function webAclArnOf(snapshot: Snapshot, place: Place, arn: string): string | undefined {
  const balancer = balancersOf(snapshot, place).find(({ id }) => arn.endsWith(`:loadbalancer/${id}`));
  return balancer?.webAcl?.ARN;
}

/** A balancer as the world simulates it. */
export function inWorld(balancer: BalancerOnNetwork, health: HealthModel, counts: HostCounts): Platform {
  const { family, name, id, dnsName, hostedZoneId, ipv4, ipv6, zones } = balancer;
  const known = { id: idInWorld({ id, name }), family, zones };
  const hosts = () => counts.of(known);
  return {
    ...known,
    dnsName: dotted(dnsName),
    hostedZoneId,
    ipv4,
    ipv6,
    hosts,
    health,
    ...keepAliveOf(balancer),
  };
}

/** AWS's own default, where no file has its attributes. */
const KEEP_ALIVE_SECONDS = 3600;

function keepAliveOf({ family, attributes }: BalancerOnNetwork): Pick<Platform, 'keepAliveSeconds'> {
  if (family !== 'application') return {};
  return { keepAliveSeconds: Number(attributes?.['client_keep_alive.seconds'] ?? KEEP_ALIVE_SECONDS) };
}

/** As the dimension of its metrics has it. */
export function idInWorld({ id, name }: Pick<BalancerOnNetwork, 'id' | 'name'>): string {
  return id || name;
}

/** With the hosted zone that aliases to it name. */
export interface Platform extends LoadBalancer {
  readonly hostedZoneId: string;
}

type OffNetwork = Omit<BalancerOnNetwork, 'ipv4' | 'ipv6'>;

function classicOf(snapshot: Snapshot, place: Place): readonly OffNetwork[] {
  const found = snapshot.find(CLASSIC_LOAD_BALANCERS, place)?.LoadBalancerDescriptions ?? [];
  return found.map((each) => ({
    family: 'classic',
    name: each.LoadBalancerName,
    id: '',
    dnsName: each.DNSName,
    hostedZoneId: each.CanonicalHostedZoneNameID,
    scheme: each.Scheme,
    // A name of its own, `dualstack.…`, answers for both.
    dualStack: true,
    createdAt: Date.parse(each.CreatedTime),
    zones: each.AvailabilityZones ?? [],
    securityGroups: each.SecurityGroups ?? [],
    ...classicSettings(each, snapshot.find(CLASSIC_ATTRIBUTES, { ...place, names: [each.LoadBalancerName] })),
  }));
}

function othersOf(snapshot: Snapshot, place: Place): readonly OffNetwork[] {
  const found = snapshot.find(LOAD_BALANCERS, place)?.LoadBalancers ?? [];
  return found.map((each) => ({
    family: each.Type,
    name: each.LoadBalancerName,
    id: each.LoadBalancerArn.replace(/^.*:loadbalancer\//, ''),
    dnsName: each.DNSName,
    hostedZoneId: each.CanonicalHostedZoneId,
    scheme: each.Scheme,
    dualStack: each.IpAddressType.startsWith('dualstack'),
    createdAt: Date.parse(each.CreatedTime),
    zones: (each.AvailabilityZones ?? []).flatMap(({ ZoneName }) => ZoneName ?? []),
    securityGroups: each.SecurityGroups ?? [],
    ...(each.State?.Code !== undefined && { state: each.State.Code }),
    ...attributesOf(snapshot.find(LOAD_BALANCER_ATTRIBUTES, { ...place, names: [each.LoadBalancerName] })),
    listeners: listenersOf(snapshot, { ...place, names: [each.LoadBalancerName] }),
    ...reservedOf(snapshot, { ...place, names: [each.LoadBalancerName] }),
    ...webAclOf(snapshot, { ...place, names: [each.LoadBalancerName] }),
  }));
}

/** @param at with the load balancer's name */
function listenersOf(snapshot: Snapshot, at: Place): readonly SourceListener[] {
  const listeners = snapshot.find(LISTENERS, at)?.Listeners ?? [];
  return listeners.map(({ ListenerArn: arn, Protocol: protocol, Port: port }) => {
    const names = [arn.replace(/^.*\//, '')];
    return { arn, protocol, port, ...attributesOf(snapshot.find(LISTENER_ATTRIBUTES, { ...at, names })) };
  });
}

/** @param at with the load balancer's name */
function reservedOf(snapshot: Snapshot, at: Place): Pick<SourceLoadBalancer, 'reserved'> {
  const printed = snapshot.find(RESERVATION, at);
  const units = printed?.MinimumLoadBalancerCapacity?.CapacityUnits;
  if (units === undefined) return {};
  const zones = (printed?.CapacityReservationState ?? []).map((each) => ({
    zone: each.AvailabilityZone ?? '',
    units: each.EffectiveCapacityUnits ?? 0,
    state: each.State?.Code ?? '',
  }));
  return { reserved: { units, zones } };
}

/** @param at with the load balancer's name */
function webAclOf(snapshot: Snapshot, at: Place): Pick<SourceLoadBalancer, 'webAcl'> {
  const webAcl = snapshot.find(WEB_ACL, at)?.WebACL;
  return webAcl ? { webAcl } : {};
}

function attributesOf(
  printed: ContentOf<typeof LOAD_BALANCER_ATTRIBUTES | typeof LISTENER_ATTRIBUTES> | undefined,
): { readonly attributes?: Readonly<Record<string, string>> } {
  if (!printed) return {};
  return { attributes: Object.fromEntries(printed.Attributes.map(({ Key, Value }) => [Key, Value])) };
}

/** As the CLI prints it, which is as the API answers. */
function classicSettings(
  balancer: ContentOf<typeof CLASSIC_LOAD_BALANCERS>['LoadBalancerDescriptions'][number],
  printed: ContentOf<typeof CLASSIC_ATTRIBUTES> | undefined,
): Pick<SourceLoadBalancer, 'classic'> {
  if (!printed) return {};
  const { ListenerDescriptions, Policies, BackendServerDescriptions } = balancer;
  const description = { ListenerDescriptions, Policies, BackendServerDescriptions };
  const { LoadBalancerAttributes: attributes } = printed;
  return { classic: { description: plain(description), attributes: plain(attributes) } };
}

function plain(value: object): Readonly<Record<string, XmlValue>> {
  return JSON.parse(JSON.stringify(value));
}

/** Source: "Find the IP addresses of a load balancer" (AWS re:Post): an interface's description is `ELB` and the balancer's id. */
function addressesOf(snapshot: Snapshot, place: Place, id: string): Pick<BalancerOnNetwork, 'ipv4' | 'ipv6'> {
  const interfaces = snapshot
    .one(NETWORK_INTERFACES, place)
    .NetworkInterfaces.filter(({ Description }) => Description === `ELB ${id}`);
  return {
    ipv4: interfaces.flatMap(
      ({ Association, PrivateIpAddress }) => Association?.PublicIp ?? PrivateIpAddress ?? [],
    ),
    ipv6: interfaces.flatMap(({ Ipv6Addresses = [] }) =>
      Ipv6Addresses.flatMap(({ Ipv6Address }) => (Ipv6Address ? canonicalAddress(Ipv6Address) : [])),
    ),
  };
}
