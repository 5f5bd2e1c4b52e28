/** What happened to a migration's names, requests and alarms over time. */
import { displayName } from '../../../lambdas/shared/contract/dns-names.ts';
import type { Extent } from '../../../report/page/time.ts';
import { coarserRequests } from '../../../report/rehearsal/coarser.ts';
import type { CloseUp, Lane, NameShare, Requests } from '../../../report/rehearsal/document.ts';
import type { Evidence } from '../../checks/migration/evidence.ts';
import type { Scene } from '../../scenes/migration/scene.ts';
import { HOUR, MINUTE, minuteOf } from '../../world/minutes.ts';
import type { PossibleAnswer } from '../../world/name-server.ts';
import type { Minute } from '../../world/world.ts';
import { iso, type SceneRecord, spansOf } from '../scene-record.ts';

/** Stretches of time of a series, at most: a page has no room for more. */
const MOST = 400;
/** Of all names together. */
const MOST_OF_NAMES = 40_000;

export function migrationRecord({ scene, situation }: Evidence): SceneRecord {
  const extent = { from: scene.start, until: situation.now };
  const closeUp = closeUpOf(scene, situation);
  return {
    lanes: alarmLanes(scene, extent),
    names: shares(scene, extent),
    requests: requestsOf(scene, extent),
    ...(closeUp && { closeUp }),
  };
}

/** What is shorter shows enough of itself. */
const LONG = 6 * HOUR;
const AROUND = 10 * MINUTE;

/** A rollback takes minutes, in days. */
function closeUpOf(scene: Scene, { executions, now }: Evidence['situation']): CloseUp | undefined {
  const rollBacks = executions.filter(({ machine }) => machine.endsWith('-RollBack'));
  if (rollBacks.length === 0 || now - scene.start < LONG) return undefined;
  const from = Math.max(
    scene.start,
    Math.min(...rollBacks.map(({ started }) => Date.parse(started))) - AROUND,
  );
  const ended = Math.max(...rollBacks.map(({ stopped }) => (stopped === null ? now : Date.parse(stopped))));
  const extent = { from, until: Math.min(now, ended + AROUND, from + LONG) };
  return {
    title: 'Around the rollback, minute by minute',
    from: iso(extent.from),
    until: iso(extent.until),
    names: shares(scene, extent),
    requests: requestsOf(scene, extent),
  };
}

function alarmLanes({ world }: Scene, extent: Extent): readonly Lane[] {
  return world.alarms.map(({ definition, createdAt, history, status }) => {
    const first = history[0]?.from ?? status;
    const changes = [
      { at: createdAt, what: first.state, why: first.reason },
      ...history.map(({ at, to }) => ({ at, what: to.state, why: to.reason })),
    ];
    return { group: 'Alarms', name: definition.name, spans: spansOf(changes, extent) };
  });
}

/** Of the names that clients ask for: those that are configured, and those that came to the cluster by them. */
function shares(scene: Scene, extent: Extent): readonly NameShare[] {
  const { clientNames, zoneIds, estate, shareRecord } = scene;
  const moved = new Set(zoneIds.flatMap((zoneId) => estate.movedNames(zoneId)));
  const all = clientNames
    .map(({ name }) => ({ name, intended: intendedOf(scene, name) }))
    .filter(({ name, intended }) => moved.has(name) || intended.some(({ cluster }) => (cluster ?? 0) > 0));
  const most = Math.max(60, Math.min(MOST, Math.floor(MOST_OF_NAMES / all.length)));
  return all.map(({ name, intended }) => {
    const { from: begin, minutes, values } = shareRecord.of(name, extent, most);
    const from = iso(begin);
    return { name: displayName(name), intended, seen: { from, stepSeconds: minutes * 60, values } };
  });
}

/** By what DNS served, whenever that changed. */
function intendedOf(scene: Scene, name: string): NameShare['intended'] {
  const { engine, zoneIds, nameServer, platforms, start } = scene;
  const changed = zoneIds.flatMap((zoneId) => engine.history(zoneId).map(({ insyncAt }) => insyncAt));
  const moments = [...new Set([start, ...changed.filter((at) => at > start)])].toSorted((a, b) => a - b);
  const all = moments.map((at) => ({
    at,
    cluster: clusterOf(platforms, nameServer.possibleAnswers(name, 'A', at)),
  }));
  return all
    .filter(({ cluster }, i) => i === 0 || cluster !== all[i - 1]?.cluster)
    .map(({ at, cluster }) => ({ from: iso(at), cluster }));
}

function clusterOf({ cluster }: Scene['platforms'], answers: readonly PossibleAnswer[]): number | null {
  if (answers.length === 0) return null;
  const ends = new Set([cluster.dnsName, `dualstack.${cluster.dnsName}`, ...cluster.ipv4, ...cluster.ipv6]);
  const share = answers.reduce((sum, each) => sum + (ends.has(each.endpoint) ? each.share : 0), 0);
  return Number(share.toFixed(4));
}

function requestsOf({ world, platforms }: Scene, { from, until }: Extent): Requests {
  const minutes = world.minutes.filter(({ at }) => at >= minuteOf(from) && at < until);
  const legacyIds = platforms.legacy.map(({ id }) => id);
  const clusterIds = [platforms.cluster.id];
  const eachMinute = {
    from: iso(minutes[0]?.at ?? from),
    stepSeconds: MINUTE / 1000,
    legacy: minutes.map((minute) => served(minute, legacyIds, 'requests')),
    cluster: minutes.map((minute) => served(minute, clusterIds, 'requests')),
    legacyFailed: minutes.map((minute) => served(minute, legacyIds, 'failed')),
    clusterFailed: minutes.map((minute) => served(minute, clusterIds, 'failed')),
    lost: minutes.map(({ unanswered, astray }) => unanswered + astray),
  };
  return coarserRequests(eachMinute, MOST);
}

function served(minute: Minute, ids: readonly string[], of: 'requests' | 'failed'): number {
  return ids.reduce((sum, id) => sum + (minute.served.get(id)?.[of] ?? 0), 0);
}
