import type { CheckResult, Finding } from '../shared/contract/findings.ts';
import type { ClusterTarget, ZoneSettings } from '../shared/contract/settings.ts';
import { MIGRATE } from '../shared/contract/states.ts';
import type { ResourceRecordSet } from '../shared/domain/record-set.ts';
import type { ParentZone } from '../shared/ports/delegation.ts';
import type { DescribedLoadBalancer, LoadBalancerDirectory } from '../shared/ports/load-balancers.ts';
import type { ZoneSurvey } from '../shared/ports/zone-survey.ts';
import { readingOf } from '../shared/runtime/reading.ts';
import { judgeZoneAndNames } from './judge.ts';
import { judgeTarget } from './judge-target.ts';
import { judgeTraffic } from './judge-traffic.ts';
import { zoneMissing, zoneUnreadable } from './judge-zone.ts';
import { type Asking, beforeOf, type TargetSeen, type ZoneSeen } from './seen.ts';

export interface DnsWorld {
  readonly survey: ZoneSurvey;
  readonly parent: ParentZone;
  /** Asked one after the other, in the Region of the cluster's load balancer. */
  readonly loadBalancers: readonly LoadBalancerDirectory[];
}

/** Reads every zone whole and judges it; a zone that cannot be read hides no other. */
export async function verifyDns(
  zones: readonly ZoneSettings[],
  asking: Asking,
  world: DnsWorld,
): Promise<CheckResult> {
  const target = await lookAtTarget(asking.settings.target, world.loadBalancers);
  const read = await Promise.all(zones.map((settings) => readZone(settings, world)));
  const everywhere = read.flatMap((one) => ('seen' in one ? one.seen.zone.records : []));
  const perZone = read.map((one) => verifyZone(one, everywhere, target, asking));
  const traffic = judgeTraffic(
    perZone.flatMap(({ before }) => before),
    asking.settings,
  );
  const findings = [...judgeTarget(target), ...perZone.flatMap((zone) => zone.findings), ...traffic];
  return { check: MIGRATE.verifyDns, findings };
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
type ZoneRead = { readonly seen: Omit<ZoneSeen, 'everywhere'> } | { readonly unread: Finding };

async function readZone(settings: ZoneSettings, world: DnsWorld): Promise<ZoneRead> {
  const zone = await readingOf(() => world.survey.survey(settings.id));
  if (!zone.known) return { unread: zoneUnreadable(settings.name, settings.id, zone.why) };
  const { value } = zone;
  if (!value) return { unread: zoneMissing(settings.name, settings.id) };
  const delegation = await readingOf(() => world.parent.delegationOf(value.name));
  return { seen: { settings, zone: value, delegation } };
}

interface VerifiedZone {
  readonly findings: readonly Finding[];
  /** What legacy answers with at its names. */
  readonly before: readonly ResourceRecordSet[];
}

function verifyZone(
  read: ZoneRead,
  everywhere: readonly ResourceRecordSet[],
  target: TargetSeen,
  asking: Asking,
): VerifiedZone {
  if ('unread' in read) return { findings: [read.unread], before: [] };
  const seen = { ...read.seen, everywhere };
  return {
    findings: judgeZoneAndNames(seen, target, asking),
    before: seen.settings.records.flatMap((name) => beforeOf(name, seen, asking)),
  };
}
