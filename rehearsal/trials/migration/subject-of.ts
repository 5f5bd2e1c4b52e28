/** What an estate has that may fail, and would see it. */
import type { Estate } from '../../estate/migration/estate.ts';
import { answering } from '../../estate/migration/followers.ts';
import { publicRecords } from '../../estate/migration/public-records.ts';
import { isWithin, Route53Engine, seededRandom } from '../../route53/index.ts';
import { readAlarms } from '../../scenes/migration/alarms.ts';
import type { Behaviour } from '../../scenes/migration/behaviour.ts';
import { HostCounts } from '../../scenes/migration/healthy-hosts.ts';
import { addZones, publicZonesOf } from '../../scenes/migration/hosted-zones.ts';
import { machinesOf } from '../../scenes/migration/machines.ts';
import { nameProbeOf } from '../../scenes/migration/name-probe.ts';
import { platformsOf } from '../../scenes/migration/platforms.ts';
import { steady } from '../../world/load-balancer.ts';
import type { ClientName } from '../../world/name-server.ts';
import { ZoneTimeline } from '../../world/zone-timeline.ts';
import { notEvaluatedOf } from './not-evaluated.ts';
import type { Subject } from './subject.ts';

/**
 * Zones and machines stay as the snapshot has them; only shares differ.
 * @throws SnapshotRefused for a cluster that isn't there
 */
export function subjectOf(estate: Estate, behaviour: Behaviour, seed: number, start: number): Subject {
  const { home, settings, snapshot } = estate;
  const now = () => start;
  const machines = machinesOf(snapshot, home, { seed, now });
  const { loadBalancers, platforms } = platformsOf(estate, {
    before: snapshot,
    health: { cluster: steady(), others: steady() },
    counts: new HostCounts(machines),
    ownMetrics: behaviour.ownMetrics,
  });
  const engine = new Route53Engine({ now, account: home.account, random: seededRandom(seed) });
  const zoneIds = addZones(engine, snapshot);
  const zones = publicZonesOf(snapshot);
  const names = behaviour.names.filter(({ name }) => zones.some((zone) => isWithin(name, zone)));
  const before = new ZoneTimeline(
    engine,
    zoneIds,
    names.map(({ name }) => name),
  );
  const { cluster } = platforms;
  const alarms = settings.alarms.map(({ name }) => name);
  const read = readAlarms(snapshot, home, alarms);
  return {
    steps: settings.steps,
    alarms,
    definitions: read.definitions,
    notEvaluated: notEvaluatedOf(alarms, read, estate),
    cluster,
    others: loadBalancers.filter((each) => each !== cluster),
    names,
    ...movedAmong(names, estate),
    before,
    traffic: behaviour.traffic,
    resolvers: behaviour.resolvers,
    ttlSeconds: settings.ttlSeconds,
    nameProbe: nameProbeOf(settings, cluster),
  };
}

/** Those that a moved name's records answer for, or those of a name that leads to one. */
function movedAmong(
  names: readonly ClientName[],
  { settings, snapshot, followers }: Estate,
): Pick<Subject, 'moved' | 'cnames'> {
  const owners = Map.groupBy(publicRecords(snapshot), ({ Name }) => Name);
  const moving = new Set([
    ...settings.zones.flatMap(({ records }) => records),
    ...followers.map(({ name }) => name),
  ]);
  const recordsOf = (name: string) => owners.get(answering(name, owners) ?? '') ?? [];
  const moved = names.map(({ name }) => name).filter((name) => moving.has(answering(name, owners) ?? ''));
  return { moved, cnames: moved.filter((name) => recordsOf(name).some(({ Type }) => Type === 'CNAME')) };
}
