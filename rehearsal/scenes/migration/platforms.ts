/** Between what the names move: who serves them before, and who afterwards. */
import { dotted } from '../../../lambdas/shared/contract/dns-names.ts';
import { balancersBehind } from '../../estate/migration/behind.ts';
import { type Estate, estateOf } from '../../estate/migration/estate.ts';
import { legacyEndsOf, withoutDualstack } from '../../estate/migration/legacy-ends.ts';
import { SnapshotRefused } from '../../snapshot/problem.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import type { Counter } from '../../world/counters.ts';
import type { HealthModel } from '../../world/load-balancer.ts';
import { keyOf, type MetricId } from '../../world/metrics.ts';
import { scrapersOf } from '../../world/scraped.ts';
import type { DescribedQuery } from './described-queries.ts';
import type { HostCounts } from './healthy-hosts.ts';
import { type BalancerOnNetwork, balancersOf, idInWorld, inWorld, type Platform } from './load-balancers.ts';
import type { OwnMetric } from './own-metrics.ts';

export interface Platforms {
  /** All where a moved name ends. */
  readonly legacy: readonly Platform[];
  readonly cluster: Platform;
}

/** With all load balancers of the account, also those to which no moved name leads. */
export interface AllPlatforms {
  readonly loadBalancers: readonly Platform[];
  readonly platforms: Platforms;
}

interface Setting {
  /** What is in the accounts before anything is planted. */
  readonly before: Snapshot;
  /** Of the cluster's load balancer, and of all others. */
  readonly health: { readonly cluster: HealthModel; readonly others: HealthModel };
  readonly counts: HostCounts;
  /** What the accounts have of metrics that AWS doesn't make. */
  readonly ownMetrics: readonly OwnMetric[];
  /** With any, a Prometheus counts requests, too. */
  readonly queries?: readonly DescribedQuery[];
}

/** @throws SnapshotRefused if the cluster's load balancer was not even there before */
export function platformsOf(estate: Estate, setting: Setting): AllPlatforms {
  const { before, health, counts } = setting;
  const isTarget = isTargetOf(estate);
  const onNetwork = balancersOf(estate.snapshot, estate.home);
  const behind = balancersBehind(estate.snapshot, estate.home);
  const behindTarget = onNetwork.filter(isTarget).flatMap((each) => behind.get(idInWorld(each)) ?? []);
  const isCluster = (each: BalancerOnNetwork) => isTarget(each) || behindTarget.includes(idInWorld(each));
  const live = (each: BalancerOnNetwork) =>
    inWorld(each, isCluster(each) ? health.cluster : health.others, counts);
  const there = withBehind(onNetwork.map(live), behind);
  // One that is planted away keeps its name, at which nobody is.
  const gone = balancersOf(before, estate.home)
    .map(live)
    .filter(({ dnsName }) => !there.some((each) => each.dnsName === dnsName))
    .map((each): Platform => ({ ...each, ipv4: [], ipv6: [], zones: [], hosts: () => [] }));
  const known = [...there, ...gone];
  const cluster = known.find(isTarget) ?? clusterAlone(estate, health.cluster);
  const legacy = legacyOf(estateOf(estate.settings, before), known, health.others);
  return counted(estate, there, gone, { legacy, cluster }, setting);
}

/** Their connections last as those behind them let them. */
function withBehind(
  platforms: readonly Platform[],
  behind: ReadonlyMap<string, readonly string[]>,
): readonly Platform[] {
  return platforms.map((front) => {
    const there = platforms.filter(({ id }) => behind.get(front.id)?.includes(id));
    if (there.length === 0) return front;
    const keepAlive = there.flatMap(({ keepAliveSeconds }) => keepAliveSeconds ?? []);
    return {
      ...front,
      behind: there,
      ...(keepAlive.length > 0 && { keepAliveSeconds: Math.max(...keepAlive) }),
    };
  });
}

/** With the metrics of one's own that count requests there. */
function counted(
  { settings: { traffic } }: Estate,
  there: readonly Platform[],
  gone: readonly Platform[],
  { legacy, cluster }: Platforms,
  { ownMetrics, queries = [] }: Pick<Setting, 'ownMetrics' | 'queries'>,
): AllPlatforms {
  const counters = (side: OwnMetric['of'], configured: readonly MetricId[]) => {
    const countedBy = countersOf(
      ownMetrics.filter(({ of }) => of === side),
      configured,
    );
    return {
      ...(countedBy.length > 0 && { countedBy }),
      ...(queries.length > 0 && { scrapedBy: scrapersOf(side) }),
    };
  };
  const withCounters = new Map<Platform, Platform>([
    ...legacy.map((each) => [each, { ...each, ...counters('legacy', traffic.legacy) }] as const),
    [cluster, { ...cluster, ...counters('cluster', traffic.cluster) }],
  ]);
  const counting = (each: Platform) => withCounters.get(each) ?? each;
  const all = [...there, ...legacy, cluster].filter((each) => !gone.includes(each));
  return {
    loadBalancers: [...new Set(all)].map(counting),
    platforms: { legacy: legacy.map(counting), cluster: counting(cluster) },
  };
}

/** Of the metrics by which the configuration has requests counted, each counts an even part: as AWS would, unless somebody says how. */
function countersOf(own: readonly OwnMetric[], configured: readonly MetricId[]): readonly Counter[] {
  const isSaid = (metric: MetricId) => own.some((each) => keyOf(each.metric) === keyOf(metric));
  const isConfigured = (metric: MetricId) => configured.some((each) => keyOf(each) === keyOf(metric));
  const part = 1 / configured.length;
  return [
    ...own.map(({ of: _, ...each }) => ({ ...each, part: isConfigured(each.metric) ? part : 1 })),
    ...configured
      .filter((metric) => !isSaid(metric))
      .map((metric): Counter => ({ ...AS_AWS_COUNTS, metric, part })),
  ];
}

const AS_AWS_COUNTS = { counts: 'requests', as: 'each', unit: 'Count', hasZeros: false } as const;

function isTargetOf({ settings: { target } }: Estate) {
  return (balancer: Pick<BalancerOnNetwork, 'dnsName' | 'ipv4' | 'ipv6'>): boolean =>
    target.kind === 'addresses'
      ? hasOneOf(balancer, [...target.ipv4, ...target.ipv6])
      : dotted(balancer.dnsName) === withoutDualstack(target.dnsName);
}

function clusterAlone({ settings: { target }, snapshot }: Estate, health: HealthModel): Platform {
  if (target.kind === 'addresses')
    return addressesAlone('the cluster', [...target.ipv4, ...target.ipv6], health);
  const words = `there is no load balancer ${target.dnsName}, the target of the configuration`;
  throw SnapshotRefused.inFile(snapshot.folder, [{ at: '', words }], 'load balancers');
}

/** @param before anything was planted */
function legacyOf(before: Estate, known: readonly Platform[], health: HealthModel): readonly Platform[] {
  const { dnsNames, addresses } = legacyEndsOf(before);
  const named = dnsNames.map(
    (dnsName) => known.find((each) => each.dnsName === dnsName) ?? elsewhere(dnsName, health),
  );
  const unknown = addresses.filter((address) => !known.some((each) => hasOneOf(each, [address])));
  const addressed = known.filter((each) => hasOneOf(each, addresses));
  const alone = unknown.length === 0 ? [] : [addressesAlone('legacy', unknown, health)];
  return [...new Set([...named, ...addressed, ...alone])];
}

function hasOneOf({ ipv4, ipv6 }: Pick<Platform, 'ipv4' | 'ipv6'>, addresses: readonly string[]): boolean {
  return addresses.some((address) => ipv4.includes(address) || ipv6.includes(address));
}

/** Servers that nobody counts for. */
function addressesAlone(id: string, addresses: readonly string[], health: HealthModel): Platform {
  const isIpv6 = (address: string) => address.includes(':');
  return {
    ...NOTHING,
    id: `the addresses of ${id}`,
    dnsName: '',
    ipv4: addresses.filter((address) => !isIpv6(address)),
    ipv6: addresses.filter(isIpv6),
    health,
  };
}

/** What isn't in the account: its addresses are made up. */
function elsewhere(dnsName: string, health: HealthModel): Platform {
  return { ...NOTHING, id: dnsName, dnsName, ipv4: [SOMEWHERE], ipv6: [], health };
}

/** Of the block that is set aside for examples. Source: RFC 5737. */
const SOMEWHERE = '192.0.2.254';

const NOTHING = { family: 'uncounted', hostedZoneId: '', zones: [], hosts: () => [] } as const;
