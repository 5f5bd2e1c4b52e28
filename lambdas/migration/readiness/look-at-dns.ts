/**
 * What DNS says about moving the names, read once and judged by one set of rules: preflight reports it, and whoever makes
 * the first change refuses what preflight would.
 */

import { undotted } from '../../shared/contract/dns-names.ts';
import type { ClusterTarget, ZoneSettings } from '../contract/settings.ts';
import type { ListedZone } from '../domain/answering-zones.ts';
import { heldSeconds, type Image } from '../domain/chains.ts';
import { type Follow, type Follows, followsIn } from '../domain/follows.ts';
import type { HealthCheck } from '../domain/health-check.ts';
import type { DescribedLoadBalancer } from '../domain/load-balancer.ts';
import { type ShapeSettings, shapeOf } from '../domain/milestones.ts';
import { judgeTarget } from '../domain/readiness/dns/judge-target.ts';
import { zoneMissing, zoneUnreadable } from '../domain/readiness/dns/judge-zone.ts';
import { judgeZoneAndNames } from '../domain/readiness/dns/judge-zone-and-names.ts';
import {
  type Asking,
  beforeOf,
  type Surroundings,
  type TargetSeen,
  type ZoneSeen,
} from '../domain/readiness/dns/seen.ts';
import type { Remark } from '../domain/readiness/finding.ts';
import { asBefore } from '../domain/readiness/routing.ts';
import type { Read, Reading } from '../domain/reading.ts';
import type { ResourceRecordSet } from '../domain/record-set.ts';
import type { ParentZone } from '../ports/delegation.ts';
import type { HealthChecks } from '../ports/health-checks.ts';
import type { LoadBalancerDirectory } from '../ports/load-balancers.ts';
import type { ZoneSurvey } from '../ports/zone-survey.ts';

export interface DnsPorts {
  readonly survey: ZoneSurvey;
  readonly healthChecks: HealthChecks;
  readonly parent: ParentZone;
  /** Asked one after the other, in the Region of the cluster's load balancer. */
  readonly loadBalancers: readonly LoadBalancerDirectory[];
}

export interface DnsLook {
  readonly findings: readonly Remark[];
  /** What legacy answers with at its names, by zone id; of a zone that could not be read, nothing. */
  readonly before: ReadonlyMap<string, readonly ResourceRecordSet[]>;
  /** Which of those names lead to others of them. */
  readonly follows: readonly Follow[];
  /** The zones that could be read. */
  readonly whole: readonly ListedZone[];
}

/**
 * Reads every zone whole and judges it; a zone that cannot be read hides no other.
 * @param read how each call is run: what its failure is taken for
 */
export async function lookAtDns(
  zones: readonly ZoneSettings[],
  asking: Asking,
  ports: DnsPorts,
  read: Read,
): Promise<DnsLook> {
  const target = await lookAtTarget(asking.settings.target, ports.loadBalancers, read);
  const zonesRead = await Promise.all(zones.map((settings) => readZone(settings, ports, read)));
  const seen = zonesRead.flatMap((one) => ('seen' in one ? one.seen : []));
  const healthChecks = await readHealthChecks(seen, asking, ports, read);
  const { moved, ...surroundings } = surroundingsOf(seen, asking);
  const looks = zonesRead.map((one) => judgeZone(one, { ...surroundings, healthChecks }, target, asking));
  return {
    findings: [...judgeTarget(target), ...looks.flatMap(({ findings }) => findings)],
    before: new Map(looks.map(({ before }, index) => [zones[index]?.id ?? '', before])),
    follows: moved,
    whole: seen.map(({ zone }) => zone),
  };
}

async function lookAtTarget(
  target: ClusterTarget,
  directories: readonly LoadBalancerDirectory[],
  read: Read,
): Promise<TargetSeen> {
  if (target.kind === 'addresses') return { target, loadBalancer: undefined };
  const dnsName = undotted(target.dnsName);
  return { target, loadBalancer: await read(() => findFirst(dnsName, directories)) };
}

async function findFirst(
  dnsName: string,
  directories: readonly LoadBalancerDirectory[],
): Promise<DescribedLoadBalancer | undefined> {
  for (const directory of directories) {
    const found = (await directory.find([dnsName])).get(dnsName);
    if (found) return found;
  }
  return undefined;
}

/** What is read once for all zones. */
type Shared = Pick<ZoneSeen, 'healthChecks' | keyof Surroundings>;

/** What was read of a zone, or why it could not be. */
type ZoneRead = { readonly seen: Omit<ZoneSeen, keyof Shared> } | { readonly unread: Remark };

async function readZone(settings: ZoneSettings, ports: DnsPorts, read: Read): Promise<ZoneRead> {
  const zone = await read(() => ports.survey.survey(settings.id));
  if (!zone.known) return { unread: zoneUnreadable(settings.name, settings.id, zone.why) };
  const { value } = zone;
  if (!value) return { unread: zoneMissing(settings) };
  const delegation = await read(() => ports.parent.delegationOf(value.name));
  const recordLimit = await read(() => ports.survey.recordLimit(settings.id));
  const protections = await read(() => ports.survey.protections(settings.id));
  return { seen: { settings, zone: value, delegation, recordLimit, protections } };
}

/** One after the other: of the requests for their status Route 53 takes very few. */
async function readHealthChecks(
  zones: readonly Pick<ZoneSeen, 'settings' | 'zone'>[],
  asking: Asking,
  { healthChecks }: DnsPorts,
  read: Read,
): Promise<ZoneSeen['healthChecks']> {
  const checks = new Map<string, Reading<HealthCheck | undefined>>();
  for (const zone of zones) {
    for (const { HealthCheckId: id } of beforeIn(zone, asking)) {
      if (id !== undefined && !checks.has(id))
        checks.set(id, await read(() => healthChecks.find(id, zone.settings.id)));
    }
  }
  return checks;
}

/** What is to know of all zones before one of them can be judged. */
function surroundingsOf(
  zones: readonly Pick<ZoneSeen, 'settings' | 'zone'>[],
  asking: Asking,
): Surroundings & Pick<Follows, 'moved'> {
  const { settings } = asking;
  const { moved, unfit, unmoved } = followsIn(
    zones.map(({ settings: { records: names }, zone: { name, records } }) => ({
      name,
      records: asBefore(records, names),
      moved: names,
    })),
  );
  const before = { records: zones.flatMap((one) => beforeIn(one, asking)), follows: moved };
  return {
    moved,
    everywhere: zones.flatMap(({ zone }) => zone.records),
    leads: new Map([...moved, ...unfit].map((one) => [one.name, one])),
    unconfigured: unmoved,
    held: heldIn(before, settings),
    shape: shapeOf(settings, moved),
  };
}

function heldIn(before: Image, settings: ShapeSettings): Surroundings['held'] {
  const today = heldSeconds({ kind: 'before' }, [before], settings);
  const underWay = heldSeconds({ kind: 'weighted', percent: 0 }, [before], settings);
  return new Map(
    [...today].map(([name, seconds]) => [name, { today: seconds, underWay: underWay.get(name) ?? 0 }]),
  );
}

function beforeIn(seen: Pick<ZoneSeen, 'settings' | 'zone'>, asking: Asking): readonly ResourceRecordSet[] {
  return seen.settings.records.flatMap((name) => beforeOf(name, seen, asking));
}

function judgeZone(
  zone: ZoneRead,
  shared: Shared,
  target: TargetSeen,
  asking: Asking,
): { readonly findings: readonly Remark[]; readonly before: readonly ResourceRecordSet[] } {
  if ('unread' in zone) return { findings: [zone.unread], before: [] };
  const seen = { ...zone.seen, ...shared };
  return { findings: judgeZoneAndNames(seen, target, asking), before: beforeIn(seen, asking) };
}
