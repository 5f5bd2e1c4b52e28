/** DNS that leaves the cluster by itself: seen at the name servers, and by what clients did. */
import { ALIAS_TTL } from '../../route53/index.ts';
import { duration } from '../../text/numbers.ts';
import { MINUTE } from '../../world/minutes.ts';
import type { AccountEvidence, Check } from '../check.ts';
import type { Evidence, MigrationCheck } from './evidence.ts';
import { answeredAtFirst } from './first-answers.ts';

/** From when until when nobody could call Route 53; epoch milliseconds. */
export interface Outage {
  from: number;
  until: number;
}

/** DNS is asked so often, milliseconds. */
const EVERY = 10_000;
/** Until a status is known at the name servers. */
const TURNED = 10_000;
/** Some resolvers hold an answer longer than its TTL (rehearsal/world/SPEC.md, "Resolvers and clients"), by how few there are also more. */
const STUBBORN = 0.15;

/** When the cluster was no answer any more, of no name, for the first time in the outage. */
function leftAt({ scene }: Evidence, { from, until }: Outage): number | undefined {
  for (let at = from; at < until; at += EVERY) if (namesOnCluster(scene, at).length === 0) return at;
  return undefined;
}

/** Names that may be answered with the cluster at this moment. */
function namesOnCluster(scene: Evidence['scene'], at: number): readonly string[] {
  const { ipv4, ipv6, dnsName } = scene.platforms.cluster;
  const ends = new Set([dnsName, `dualstack.${dnsName}`, ...ipv4, ...ipv6]);
  return answeredAtFirst(scene).flatMap(({ name, type }) =>
    scene.nameServer.possibleAnswers(name, type, at).some(({ endpoint }) => ends.has(endpoint)) ? [name] : [],
  );
}

/** From the moment it left on, the cluster was no answer at any time until `until`. */
export function leavesAndStays(outage: Outage, until: (evidence: Evidence) => number): MigrationCheck {
  return {
    claim: 'DNS left the cluster by itself, and not once did it come back',
    contradictions: (evidence) => {
      const left = leftAt(evidence, outage);
      if (left === undefined) return ['some name was answered with the cluster all the time'];
      for (let at = left; at <= until(evidence); at += EVERY) {
        const [name] = namesOnCluster(evidence.scene, at);
        if (name !== undefined)
          return [`${name} was answered with the cluster again at ${new Date(at).toISOString()}`];
      }
      return [];
    },
  };
}

/** Clients whose resolvers keep to TTLs, and who open their connections anew. */
export function clientsBackInTime(outage: Outage): MigrationCheck {
  return {
    claim: `Clients were back on legacy ${duration(TURNED)} and a TTL after the check had turned, but for resolvers that hold answers longer, and open connections`,
    contradictions: (evidence) => {
      const { scene } = evidence;
      const left = leftAt(evidence, outage);
      if (left === undefined) return ['they never were'];
      const { longestChain, settings } = scene.estate;
      const ttl = longestChain * Math.max(settings.ttlSeconds, ALIAS_TTL) * 1000;
      const back = left + TURNED + ttl;
      const before = partOnCluster(scene, outage.from - 10 * MINUTE, outage.from);
      const after = partOnCluster(scene, back + MINUTE, outage.until);
      return after <= before * STUBBORN
        ? []
        : [
            `${(after * 100).toFixed(1)} % of the requests still came to the cluster, of ${(before * 100).toFixed(1)} %`,
          ];
    },
  };
}

/** Of all requests, without those that came only because a connection was open (0–1). */
function partOnCluster({ world, platforms }: Evidence['scene'], from: number, until: number): number {
  const minutes = world.minutes.filter(({ at }) => at >= from && at + MINUTE <= until);
  const { id } = platforms.cluster;
  const sum = (count: (minute: (typeof minutes)[number]) => number) =>
    minutes.reduce((total, minute) => total + count(minute), 0);
  const all = sum(({ served }) => [...served.values()].reduce((total, { requests }) => total + requests, 0));
  const there = sum(({ served, heldBack }) => (served.get(id)?.requests ?? 0) - (heldBack.get(id) ?? 0));
  return there / Math.max(1, all);
}

/** All that reached Route 53 meanwhile was refused. */
export function noCallSucceeded(outage: Outage): Check<AccountEvidence> {
  return {
    claim: 'In the outage no call of Route 53 succeeded',
    contradictions: ({ calls }) => {
      const meanwhile = calls.filter(
        ({ service, startedAt }) =>
          service === 'route53' &&
          Date.parse(startedAt) >= outage.from &&
          Date.parse(startedAt) < outage.until,
      );
      const good = meanwhile.filter(({ outcome }) => outcome === 'ok');
      if (meanwhile.length === 0) return ['nobody called Route 53, so the scenario proves nothing'];
      return good.map(({ operation, startedAt, caller }) => `${caller.name} ${operation} at ${startedAt}`);
    },
  };
}

/** Of the outage after DNS has left the cluster, for so long at least no alarm may fire: else nothing is known of the latch. */
const SILENT = 10 * MINUTE;

/** Without the latch, DNS would have come back: the metrics were well again, for almost nobody asked the cluster any more. */
export function onlyTheLatchHeld(outage: Outage): MigrationCheck {
  return {
    claim: `For ${duration(SILENT)} at least of the outage no alarm fired any more, and only the latch kept DNS on legacy`,
    contradictions: (evidence) => {
      const left = leftAt(evidence, outage) ?? outage.until;
      const { alarms } = evidence.scene.world;
      const firing = (at: number) =>
        alarms.some(
          ({ history }) => history.findLast((transition) => transition.at <= at)?.to.state === 'ALARM',
        );
      let silent = 0;
      for (let at = left; at < outage.until && silent < SILENT; at += EVERY)
        silent = firing(at) ? 0 : silent + EVERY;
      return silent >= SILENT ? [] : ['some alarm fired almost all the time, so the scenario proves nothing'];
    },
  };
}

/** When all is over the next run's cluster gets its share: as far as its metrics are well. */
export const latchLetGo: MigrationCheck = {
  claim: 'In the end the latch lets the cluster’s records go',
  contradictions: ({ scene: { engine, zoneIds } }) => {
    const { healthChecks } = engine;
    const parents = new Set<string>();
    for (const zoneId of zoneIds)
      engine.replay(zoneId, (view) => {
        for (const { HealthCheckId, SetIdentifier } of view.records())
          if (SetIdentifier === 'cluster' && HealthCheckId !== undefined) parents.add(HealthCheckId);
      });
    const children = [...parents].flatMap((id) => healthChecks.settings(id).ChildHealthChecks ?? []);
    const latches = children.filter((id) =>
      /RollbackOwed$/.test(healthChecks.settings(id).AlarmIdentifier?.Name ?? ''),
    );
    if (latches.length === 0) return ['the cluster’s records had no health check with a latch'];
    return latches.filter((id) => !healthChecks.isHealthy(id)).map((id) => `${id} is unhealthy`);
  },
};
