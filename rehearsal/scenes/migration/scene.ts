import {
  createRoute53Handler,
  type ForeignShares,
  type RateLimits,
  type RecordSetInput,
  Route53Engine,
  type Route53Handler,
  seededRandom,
  startDnsServer,
  type ZoneSeed,
} from '../../route53/index.ts';
import { ACCOUNT } from '../../shop/account.ts';
import { shopAlarms } from '../../shop/migration/alarms.ts';
import { clusterBalancer, DUALSTACK, legacyBalancer } from '../../shop/migration/load-balancers.ts';
import { CLIENT_NAMES, SHOP_ZONE } from '../../shop/migration/zones.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import type { Simulation } from '../../stage/director.ts';
import type { Chronicle } from '../../text/chronicle.ts';
import { alarmEvent, type BusEvent } from '../../world/alarm-event.ts';
import type { HealthModel, LoadBalancer } from '../../world/load-balancer.ts';
import { MINUTE } from '../../world/minutes.ts';
import { World } from '../../world/world.ts';
import { ZoneTimeline } from '../../world/zone-timeline.ts';
import { Bystander } from './bystander.ts';
import { addZones, zonesOf } from './hosted-zones.ts';
import { ShareSampler } from './share-sampler.ts';

/** What a scenario begins with. */
export interface Given {
  /** The cluster's health; by default healthy. */
  readonly cluster?: (start: number) => HealthModel;
  /** Requests that testers send straight to the cluster's load balancer, a minute. */
  readonly testersPerMinute?: number;
  /** When no request comes: nobody shops any more. */
  readonly silence?: (start: number) => { readonly from: number; readonly until: number };
  /** What else lives in the shop's zone. */
  readonly records?: readonly RecordSetInput[];
  /** The health checks that names of the shop's have, by canonical name. */
  readonly healthChecks?: Readonly<Record<string, string>>;
  /** Route 53's limits on the account, where they aren't what every account has. */
  readonly limits?: RateLimits;
  /** What somebody else in the account takes of them. */
  readonly foreign?: ForeignShares;
}

/** The shop, its clients and its zones, for one scenario. */
export interface Scene {
  readonly start: number;
  readonly engine: Route53Engine;
  /** The engine's API. */
  readonly route53: Route53Handler;
  readonly zoneIds: readonly string[];
  readonly world: World;
  readonly simulation: Simulation;
  readonly dns: { readonly address: string; readonly port: number };
  readonly bystander: Bystander;
  readonly sampler: ShareSampler;
  close(): Promise<void>;
}

/** How long the shop has been running when a scenario begins: alarms have data by then. */
const LEAD = 120 * MINUTE;

const TRAFFIC = { requestsPerMinute: 3000, swing: 0.6, busiestHour: 19 };
const RESOLVERS = 200;
/** Ends the comment of each batch; in the chronicle of one scenario it is always the same. */
const EXECUTION_NAME = /, [0-9a-f-]{36}$/;

export interface SceneOptions {
  readonly seed: number;
  readonly now: () => number;
  /** What is in the accounts. */
  readonly snapshot: Snapshot;
  readonly given: Given;
  readonly chronicle: Chronicle;
  readonly onError: (error: Error) => void;
}

export async function setScene({
  seed,
  now,
  snapshot,
  given,
  chronicle,
  onError,
}: SceneOptions): Promise<Scene> {
  const start = now();
  const cluster = clusterBalancer(given.cluster?.(start));
  const loadBalancers = [legacyBalancer(), cluster];
  const engine = new Route53Engine({
    now,
    account: ACCOUNT,
    random: seededRandom(seed),
    resolveAlias: (dnsName, type) => addressesOf(loadBalancers, dnsName, type),
    ...(given.limits && { limits: given.limits }),
    ...(given.foreign && { foreign: given.foreign }),
  });
  const healthChecks = given.healthChecks ?? {};
  for (const id of Object.values(healthChecks)) engine.healthChecks.add(id);
  const zoneIds = addZones(
    engine,
    zonesOf(snapshot).map((zone) => withMore(zone, given)),
    snapshot.folder,
  );
  const names = CLIENT_NAMES.map(({ name }) => name);
  const world = new World({
    seed,
    begin: start - LEAD,
    resolvers: RESOLVERS,
    names: CLIENT_NAMES,
    traffic: { ...TRAFFIC, silence: given.silence?.(start) },
    direct: new Map([[cluster.id, given.testersPerMinute ?? 0]]),
    loadBalancers,
    alarms: shopAlarms(cluster),
    nameServer: new ZoneTimeline(engine, zoneIds, names),
  });
  world.advanceTo(start);
  // How often somebody asks must change nothing else that is drawn.
  const drawn = seededRandom(seed);
  const dns = await startDnsServer((name, type) => engine.answer(name, type, drawn), { onError });
  engine.onChange(({ zoneName, version }) => {
    const what = version.comment?.replace(EXECUTION_NAME, '') ?? `${version.changes.length} changes`;
    chronicle.add('zone', `${zoneName} ${what}`, version.acceptedAt);
  });
  const route53 = createRoute53Handler(engine);
  const bystander = new Bystander(dns, now);
  return {
    start,
    engine,
    route53,
    zoneIds,
    world,
    simulation: simulationOf(world, chronicle),
    dns,
    bystander,
    sampler: new ShareSampler(dns, cluster),
    close: async () => {
      await bystander.stop();
      await dns.close();
    },
  };
}

/** @param given what a scenario has in its zones beside what the shop has */
function withMore<Z extends ZoneSeed>(zone: Z, { records = [], healthChecks = {} }: Given): Z {
  const all = [...(zone.records ?? []), ...(zone.id === SHOP_ZONE ? records : [])];
  return {
    ...zone,
    records: all.map((each) => {
      const HealthCheckId = healthChecks[each.Name ?? ''];
      return HealthCheckId === undefined ? each : { ...each, HealthCheckId };
    }),
  };
}

function simulationOf(world: World, chronicle: Chronicle): Simulation {
  const definitions = new Map(world.alarms.map(({ definition }) => [definition.name, definition]));
  return {
    advanceTo: (now) =>
      world.advanceTo(now).flatMap((transition): BusEvent[] => {
        const { alarm, at, from, to } = transition;
        chronicle.add('alarm', `${alarm}: ${from.state} -> ${to.state}`, at);
        const definition = definitions.get(alarm);
        return definition ? [alarmEvent(definition, transition)] : [];
      }),
    lookAhead: (until) => world.lookAhead(until),
  };
}

function addressesOf(balancers: readonly LoadBalancer[], dnsName: string, type: string): readonly string[] {
  const plain = dnsName.startsWith(DUALSTACK) ? dnsName.slice(DUALSTACK.length) : dnsName;
  const balancer = balancers.find((each) => each.dnsName === plain);
  if (!balancer) return [];
  if (type === 'A') return balancer.ipv4;
  return type === 'AAAA' ? balancer.ipv6 : [];
}
