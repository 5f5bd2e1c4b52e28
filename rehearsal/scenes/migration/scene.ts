import type { MigrationSettings } from '../../../lambdas/migration/contract/settings.ts';
import type { ComputeEngine } from '../../compute/index.ts';
import { type Estate, estateOf } from '../../estate/migration/estate.ts';
import type { Trail } from '../../gateway/index.ts';
import {
  createRoute53Handler,
  type ForeignShares,
  isWithin,
  type RateLimits,
  Route53Engine,
  type Route53Handler,
  seededRandom,
  startDnsServer,
} from '../../route53/index.ts';
import { patched } from '../../snapshot/patch.ts';
import type { Patch } from '../../snapshot/patch-file.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import type { Simulation } from '../../stage/director.ts';
import type { Chronicle } from '../../text/chronicle.ts';
import type { Connections } from '../../world/connections.ts';
import { type HealthModel, steady } from '../../world/load-balancer.ts';
import type { MetricFollower } from '../../world/metric-follower.ts';
import { MINUTE } from '../../world/minutes.ts';
import type { ClientName } from '../../world/name-server.ts';
import { pastOf } from '../../world/past.ts';
import { TroubledHealth } from '../../world/trouble.ts';
import { World } from '../../world/world.ts';
import { ZoneTimeline } from '../../world/zone-timeline.ts';
import { alarmsOf } from './alarms.ts';
import { addressesOf } from './balancer-names.ts';
import type { Behaviour } from './behaviour.ts';
import { Bystander } from './bystander.ts';
import { describedAlarm } from './deployed-health-checks.ts';
import { Elsewhere } from './elsewhere.ts';
import { HostCounts } from './healthy-hosts.ts';
import { addZones, publicZonesOf } from './hosted-zones.ts';
import type { Platform } from './load-balancers.ts';
import { machinesOf } from './machines.ts';
import { followerOf } from './metric-checks.ts';
import { partsOf } from './parts.ts';
import { type AllPlatforms, platformsOf } from './platforms.ts';
import { Prometheus } from './prometheus.ts';
import { publishBefore } from './published-before.ts';
import { route53Limits } from './route53-limits.ts';
import { ShareRecord } from './share-record.ts';
import { ShareSampler } from './share-sampler.ts';
import { type MachineTime, simulationOf } from './simulation.ts';
import { trailOf } from './trail.ts';

/** What a scenario begins with. */
export interface Given {
  /** The cluster's health; by default healthy. */
  readonly cluster?: (start: number) => HealthModel;
  /** Legacy's health, and that of all else in the account; by default healthy. */
  readonly legacy?: (start: number) => HealthModel;
  /** Requests that testers send straight to the cluster's load balancer, a minute. */
  readonly testersPerMinute?: number;
  /** Clients that ask DNS seldom, in place of the world's. */
  readonly connections?: Connections;
  /** When no request comes. */
  readonly silence?: (start: number) => { readonly from: number; readonly until: number };
  /** What is planted in the accounts. */
  readonly planted?: readonly Patch[];
  /** Route 53's limits on the account, where they aren't what every account has. */
  readonly limits?: RateLimits;
  /** What somebody else in the account takes of them. */
  readonly foreign?: ForeignShares;
}

/** The zones, their clients and the platforms, for one scenario. */
export interface Scene extends AllPlatforms {
  readonly start: number;
  /** The rehearsal's time, epoch milliseconds. */
  readonly now: () => number;
  /** What the configuration and the accounts say of it. */
  readonly estate: Estate;
  readonly engine: Route53Engine;
  /** The engine's API. */
  readonly route53: Route53Handler;
  /** What CloudTrail has of it. */
  readonly trail: Trail;
  /** Of those that the configuration names. */
  readonly zoneIds: readonly string[];
  /** What was planted in the accounts. */
  readonly planted: readonly Patch[];
  /** The cluster's. */
  readonly trouble: TroubledHealth;
  /** What clients ask for. */
  readonly clientNames: readonly ClientName[];
  /** What resolvers are answered, at any moment. */
  readonly nameServer: ZoneTimeline;
  readonly world: World;
  /** Those behind the load balancers. */
  readonly machines: ComputeEngine;
  /** What others watch. */
  readonly elsewhere: Elsewhere;
  readonly simulation: Simulation;
  readonly dns: { readonly address: string; readonly port: number };
  readonly bystander: Bystander;
  readonly sampler: ShareSampler;
  /** What came to the cluster of each of `clientNames`. */
  readonly shareRecord: ShareRecord;
  /** Nobody reaches it before it has been placed. */
  readonly prometheus: Prometheus;
  close(): Promise<void>;
}

/** How long everything has been running when a scenario begins: alarms have data by then. */
const LEAD = 120 * MINUTE;

/** Ends the comment of each batch; in the chronicle of one scenario it is always the same. */
const EXECUTION_NAME = /, [0-9a-f-]{36}$/;

export interface SceneOptions {
  readonly seed: number;
  readonly now: () => number;
  readonly settings: MigrationSettings;
  /** What is in the accounts before anything is planted. */
  readonly snapshot: Snapshot;
  readonly behaviour: Behaviour;
  readonly given: Given;
  readonly chronicle: Chronicle;
  readonly onError: (error: Error) => void;
}

export async function setScene({
  seed,
  now,
  behaviour,
  given,
  chronicle,
  onError,
  ...options
}: SceneOptions): Promise<Scene> {
  const start = now();
  const { planted = [], legacy = steady } = given;
  const snapshot = await patched(options.snapshot, planted);
  const estate = estateOf(options.settings, snapshot);
  const trouble = new TroubledHealth(given.cluster?.(start) ?? steady());
  const time: MachineTime = { now: start };
  const machines = machinesOf(snapshot, estate.home, { seed, now: () => time.now });
  const counts = new HostCounts(machines);
  const health = { cluster: trouble.health, others: legacy(start) };
  const { ownMetrics, queries } = behaviour;
  const setting = { before: options.snapshot, health, counts, ownMetrics, queries };
  const { loadBalancers, platforms } = platformsOf(estate, setting);
  const engine = engineOf(estate, loadBalancers, { seed, now, given });
  const publicZoneIds = addZones(engine, snapshot);
  const clientNames = servedOf(behaviour.names, snapshot, options.snapshot);
  const nameServer = timelineOf(engine, publicZoneIds, clientNames);
  const shareRecord = new ShareRecord(clientNames, ({ id }) => id === platforms.cluster.id);
  const world = worldOf(estate, {
    seed,
    shareRecord,
    start,
    ...behaviour,
    given,
    clientNames,
    nameServer,
    loadBalancers,
    cluster: platforms.cluster,
    follower: followerOf(engine.healthChecks),
  });
  const elsewhere = new Elsewhere(options.settings.signals, start);
  const living = { world, machines, time, elsewhere, onChange: () => counts.forget() };
  const simulation = simulationOf({ ...living, zoneChanges: addChanges(engine, chronicle) }, chronicle);
  counts.before(() => world.advanceTo(start));
  // How often somebody asks must change nothing else that is drawn.
  const drawn = seededRandom(seed);
  const dns = await startDnsServer((name, type) => engine.answer(name, type, drawn), { onError });
  const bystander = new Bystander(dns, estate.moving, now);
  return {
    start,
    now,
    estate,
    planted,
    trouble,
    engine,
    route53: createRoute53Handler(engine),
    trail: trailOf(snapshot, now),
    zoneIds: estate.zoneIds.filter((id) => publicZoneIds.includes(id)),
    loadBalancers,
    platforms,
    clientNames,
    nameServer,
    world,
    machines,
    elsewhere,
    simulation,
    dns,
    bystander,
    sampler: new ShareSampler(dns, platforms.cluster),
    shareRecord,
    prometheus: new Prometheus(queries),
    close: () => bystander.stop().then(() => dns.close()),
  };
}

function timelineOf(
  engine: Route53Engine,
  zoneIds: readonly string[],
  names: readonly ClientName[],
): ZoneTimeline {
  return new ZoneTimeline(
    engine,
    zoneIds,
    names.map(({ name }) => name),
  );
}

interface Around
  extends Pick<SceneOptions, 'seed' | 'given'>,
    Pick<Behaviour, 'traffic' | 'resolvers' | 'connections'> {
  readonly start: number;
  readonly clientNames: readonly ClientName[];
  readonly shareRecord: ShareRecord;
  readonly nameServer: ZoneTimeline;
  readonly loadBalancers: readonly Platform[];
  readonly cluster: Platform;
  readonly follower: MetricFollower;
}

function worldOf({ home, settings, snapshot }: Estate, around: Around): World {
  const { seed, start, given, traffic, clientNames, nameServer, loadBalancers, cluster, follower } = around;
  const begin = start - LEAD;
  const parts = partsOf(loadBalancers, clientNames, nameServer, start);
  const world = new World({
    seed,
    begin,
    resolvers: around.resolvers,
    connections: given.connections ?? around.connections,
    names: clientNames,
    traffic: { ...traffic, silence: given.silence?.(start) },
    direct: new Map([[cluster.id, given.testersPerMinute ?? 0]]),
    loadBalancers,
    alarms: alarmsOf(
      snapshot,
      home,
      settings.alarms.map(({ name }) => name),
    ),
    follower,
    nameServer,
    onLived: (at, asked) => around.shareRecord.add(at, asked),
    past: pastOf(parts, traffic, { seed, begin }),
  });
  publishBefore(settings, cluster, world.metrics, { seed, from: begin, start });
  return world;
}

function engineOf(
  { home, settings, snapshot }: Estate,
  loadBalancers: readonly Platform[],
  {
    seed,
    now,
    given: { limits = route53Limits(settings), foreign },
  }: Pick<SceneOptions, 'seed' | 'now' | 'given'>,
): Route53Engine {
  return new Route53Engine({
    now,
    account: home.account,
    random: seededRandom(seed),
    resolveAlias: (dnsName, type) => addressesOf(loadBalancers, dnsName, type),
    limits,
    alarmOf: (alarm) => describedAlarm(alarm, { home, snapshot }),
    ...(foreign && { foreign }),
  });
}

/** @returns how often anybody has changed a zone since */
function addChanges(engine: Route53Engine, chronicle: Chronicle): () => number {
  let count = 0;
  engine.onChange(({ zoneName, version }) => {
    const what = version.comment?.replace(EXECUTION_NAME, '') ?? `${version.changes.length} changes`;
    chronicle.add('zone', `${zoneName} ${what}`, version.acceptedAt);
    count++;
  });
  return () => count;
}

/** Clients of a zone that is planted away don't ask any more. @param before anything was planted */
function servedOf(names: readonly ClientName[], snapshot: Snapshot, before: Snapshot): readonly ClientName[] {
  const there = publicZonesOf(snapshot);
  const were = publicZonesOf(before);
  const isIn = (name: string, zones: readonly string[]) => zones.some((zone) => isWithin(name, zone));
  return names.filter(({ name }) => isIn(name, there) || !isIn(name, were));
}
