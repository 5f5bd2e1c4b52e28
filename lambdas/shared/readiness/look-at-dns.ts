/**
 * What DNS says about moving the names, read once and judged by one set of rules: preflight tells it, and whoever makes
 * the first change refuses what preflight would.
 */
import type { ClusterTarget, ZoneSettings } from '../contract/settings.ts';
import { judgeTarget } from '../domain/readiness/dns/judge-target.ts';
import { zoneMissing, zoneUnreadable } from '../domain/readiness/dns/judge-zone.ts';
import { judgeZoneAndNames } from '../domain/readiness/dns/judge-zone-and-names.ts';
import { type Asking, beforeOf, type TargetSeen, type ZoneSeen } from '../domain/readiness/dns/seen.ts';
import type { Remark } from '../domain/readiness/finding.ts';
import type { ResourceRecordSet } from '../domain/record-set.ts';
import type { ParentZone } from '../ports/delegation.ts';
import type { DescribedLoadBalancer, LoadBalancerDirectory } from '../ports/load-balancers.ts';
import type { ZoneSurvey } from '../ports/zone-survey.ts';
import { readingOf } from '../runtime/reading.ts';

export interface DnsWorld {
  readonly survey: ZoneSurvey;
  readonly parent: ParentZone;
  /** Asked one after the other, in the Region of the cluster's load balancer. */
  readonly loadBalancers: readonly LoadBalancerDirectory[];
}

export interface DnsLook {
  readonly findings: readonly Remark[];
  /** What legacy answers with at its names, by zone id; of a zone that could not be read, nothing. */
  readonly before: ReadonlyMap<string, readonly ResourceRecordSet[]>;
}

/** Reads every zone whole and judges it; a zone that cannot be read hides no other. */
export async function lookAtDns(
  zones: readonly ZoneSettings[],
  asking: Asking,
  world: DnsWorld,
): Promise<DnsLook> {
  const target = await lookAtTarget(asking.settings.target, world.loadBalancers);
  const read = await Promise.all(zones.map((settings) => readZone(settings, world)));
  const everywhere = read.flatMap((one) => ('seen' in one ? one.seen.zone.records : []));
  const looks = read.map((one) => judgeRead(one, everywhere, target, asking));
  return {
    findings: [...judgeTarget(target), ...looks.flatMap(({ findings }) => findings)],
    before: new Map(looks.map(({ before }, index) => [zones[index]?.id ?? '', before])),
  };
}

async function lookAtTarget(
  target: ClusterTarget,
  directories: readonly LoadBalancerDirectory[],
): Promise<TargetSeen> {
  if (target.kind === 'addresses') return { target, loadBalancer: undefined };
  const dnsName = target.dnsName.toLowerCase().replace(/\.$/, '');
  return { target, loadBalancer: await readingOf(() => findFirst(dnsName, directories)) };
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

/** What was read of a zone, or why it could not be. */
type ZoneRead = { readonly seen: Omit<ZoneSeen, 'everywhere'> } | { readonly unread: Remark };

async function readZone(settings: ZoneSettings, world: DnsWorld): Promise<ZoneRead> {
  const zone = await readingOf(() => world.survey.survey(settings.id));
  if (!zone.known) return { unread: zoneUnreadable(settings.name, settings.id, zone.why) };
  const { value } = zone;
  if (!value) return { unread: zoneMissing(settings.name, settings.id) };
  const delegation = await readingOf(() => world.parent.delegationOf(value.name));
  return { seen: { settings, zone: value, delegation } };
}

function judgeRead(
  read: ZoneRead,
  everywhere: readonly ResourceRecordSet[],
  target: TargetSeen,
  asking: Asking,
): { readonly findings: readonly Remark[]; readonly before: readonly ResourceRecordSet[] } {
  if ('unread' in read) return { findings: [read.unread], before: [] };
  const seen = { ...read.seen, everywhere };
  return {
    findings: judgeZoneAndNames(seen, target, asking),
    before: seen.settings.records.flatMap((name) => beforeOf(name, seen, asking)),
  };
}
