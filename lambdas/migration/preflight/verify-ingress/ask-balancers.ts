import { undotted } from '../../../shared/contract/dns-names.ts';
import type { Finding } from '../../contract/findings.ts';
import { parseLoadBalancerName } from '../../contract/load-balancer-name.ts';
import type { MigrationSettings } from '../../contract/settings.ts';
import type { BalancerTraits } from '../../domain/balancer-traits.ts';
import { type HostPool, isCounted, type UncountedPool } from '../../domain/legacy/host-pool.ts';
import { type Reading, readingOf } from '../../domain/reading.ts';
import { poolsBehind } from '../../evidence/pools-behind.ts';
import type { BalancerDirectory } from '../../ports/balancer-traits.ts';
import type { HostPools } from '../../ports/host-pools.ts';
import { askCapacity, type CapacityPorts, type NamedBalancer } from './ask-capacity.ts';
import type { AskedHost } from './asked-hosts.ts';
import { judgeBalancers, judgeZones } from './judge-balancers.ts';
import { notCompared } from './not-compared.ts';
import { notes } from './notes.ts';

export interface BalancerPorts extends CapacityPorts {
  /** Asked one after the other. */
  readonly balancers: readonly BalancerDirectory[];
  readonly hostPools: readonly HostPools[];
}

/** Compares the cluster's load balancer with each of legacy's. Of a target that is none of AWS there is nothing to say. */
export async function askBalancers(
  { target }: Pick<MigrationSettings, 'target'>,
  hosts: readonly AskedHost[],
  ports: BalancerPorts,
): Promise<readonly Finding[]> {
  if (target.kind === 'addresses') return [];
  const subject = undotted(target.dnsName);
  const own = nameOf(subject);
  const legacy = legacyNames(hosts);
  const [traitsOf, pools] = await Promise.all([
    traitsByName([own, ...legacy], ports.balancers),
    readingOf(() => poolsBehind(own, ports.hostPools)),
  ]);
  const zones =
    pools.known && pools.value?.every(isCounted)
      ? judgeZones(subject, pools.value)
      : (uncountedIn(subject, pools) ?? notCompared(subject, 'targets', pools));
  const cluster = traitsOf(own);
  if (!cluster.known || !cluster.value) return [zones, notCompared(subject, 'settings', cluster)];
  const { value } = cluster;
  return [
    zones,
    ...webAclUnread(subject, value),
    ...legacy.flatMap((name) => compare(subject, value, name, traitsOf(name))),
    ...(await askCapacity(
      subject,
      { name: own, traits: value },
      legacy.flatMap((name) => known(name, traitsOf(name))),
      ports,
    )),
  ];
}

function uncountedIn(
  subject: string,
  pools: Reading<readonly (HostPool | UncountedPool)[] | undefined>,
): Finding | undefined {
  const all = (pools.known && pools.value) || [];
  const uncounted = all.flatMap((pool) => (isCounted(pool) ? [] : `${pool.name}: ${pool.uncounted}`));
  if (uncounted.length === 0) return undefined;
  return notes.unknown(`${subject} (targets)`, 'ingress-balancer-unknown', {
    seen: `Its targets can't be counted by zone: ${uncounted.join('; ')}.`,
    why: 'The loss of one zone must not take the cluster’s traffic down.',
    toDo: 'Check by hand that they are healthy in two zones at least. Then accept this finding.',
  });
}

function known(name: string, reading: Reading<BalancerTraits | undefined>): readonly NamedBalancer[] {
  return reading.known && reading.value ? [{ name, traits: reading.value }] : [];
}

function compare(
  subject: string,
  cluster: BalancerTraits,
  legacyName: string,
  legacy: Reading<BalancerTraits | undefined>,
): readonly Finding[] {
  if (!legacy.known || !legacy.value) return [notCompared(legacyName, 'settings', legacy)];
  return [
    ...webAclUnread(legacyName, legacy.value),
    ...judgeBalancers(subject, cluster, legacyName, legacy.value),
  ];
}

function webAclUnread(name: string, { webAcl }: BalancerTraits): readonly Finding[] {
  return webAcl.known ? [] : [notCompared(name, 'web ACL', webAcl)];
}

/** Each kind is listed once for all names that no kind before it has. */
async function traitsByName(
  dnsNames: readonly string[],
  balancers: readonly BalancerDirectory[],
): Promise<(dnsName: string) => Reading<BalancerTraits | undefined>> {
  const found = new Map<string, Reading<BalancerTraits>>();
  for (const directory of balancers) {
    const wanted = dnsNames.filter((dnsName) => !found.has(dnsName));
    if (wanted.length === 0) break;
    const listed = await readingOf(() => directory.traitsOf(wanted));
    for (const dnsName of wanted) {
      const traits = listed.known ? listed.value.get(dnsName) : listed;
      if (traits) found.set(dnsName, traits);
    }
  }
  return (dnsName) => found.get(dnsName) ?? { known: true, value: undefined };
}

function legacyNames(hosts: readonly AskedHost[]): readonly string[] {
  const places = hosts.flatMap(({ legacy }) => legacy?.places ?? []);
  const names = places.flatMap((place) =>
    place.kind === 'name' ? (parseLoadBalancerName(place.dnsName)?.dnsName ?? []) : [],
  );
  return [...new Set(names)];
}

function nameOf(dnsName: string): string {
  return parseLoadBalancerName(dnsName)?.dnsName ?? dnsName;
}
