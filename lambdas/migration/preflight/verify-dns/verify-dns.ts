import type { CheckResult } from '../../contract/findings.ts';
import type { ZoneSettings } from '../../contract/settings.ts';
import { MIGRATE } from '../../contract/states.ts';
import { answeringZones } from '../../domain/answering-zones.ts';
import type { Asking } from '../../domain/readiness/dns/seen.ts';
import type { Remark } from '../../domain/readiness/finding.ts';
import { readingOf } from '../../domain/reading.ts';
import type { ResourceRecordSet } from '../../domain/record-set.ts';
import { ownAnswers } from '../../domain/traffic-sources.ts';
import type { OwnPoliciesSource } from '../../ports/own-policies.ts';
import type { PrivateZones } from '../../ports/private-zones.ts';
import { type DnsPorts, lookAtDns } from '../../readiness/look-at-dns.ts';
import { judgeTraffic } from './judge-traffic.ts';
import { lookAtLentRoles } from './look-at-lent-roles.ts';
import { lookAtPrivateZones } from './look-at-private-zones.ts';
import { lookAtTrailRights, type OwnTrail } from './look-at-trail-rights.ts';

export interface VerifyDnsPorts extends DnsPorts {
  /** Of each account that a zone is in, and of the functions' own. */
  readonly privateZones: readonly PrivateZones[];
  /** IAM of the account that the zone's role is in, asked by that role; left out where nobody can be asked. */
  readonly policiesOf?: (zoneId: string) => OwnPoliciesSource;
  /** Left out where Watch doesn't look for who wrote. */
  readonly ownTrail?: OwnTrail | undefined;
}

export async function verifyDns(
  zones: readonly ZoneSettings[],
  asking: Asking,
  ports: VerifyDnsPorts,
): Promise<CheckResult> {
  const { findings, before, follows, whole } = await lookAtDns(zones, asking, ports, readingOf);
  const moved = { names: zones.flatMap(({ records }) => records), answering: answeringZones(whole) };
  const shadows = await lookAtPrivateZones(ports.privateZones, moved);
  const lent = await lookAtRights(zones, before, asking, ports);
  const own = ownAnswers([{ records: [...before.values()].flat(), follows }]);
  const traffic = judgeTraffic(own, asking.settings);
  const check = MIGRATE.verifyDns;
  const remarks = [...findings, ...shadows, ...lent].map((remark) => ({ check, ...remark }));
  return { check, findings: [...remarks, ...traffic] };
}

/** Rights that are missed only when they are needed. */
async function lookAtRights(
  zones: readonly ZoneSettings[],
  before: ReadonlyMap<string, readonly ResourceRecordSet[]>,
  { settings }: Asking,
  { policiesOf, ownTrail }: VerifyDnsPorts,
): Promise<readonly Remark[]> {
  if (!policiesOf) return [];
  const read = zones.filter(({ id }) => (before.get(id) ?? []).length > 0);
  const [roles, trails] = await Promise.all([
    lookAtLentRoles(read, before, policiesOf, settings),
    lookAtTrailRights(read, { policiesOf, ownTrail }, settings),
  ]);
  return [...roles, ...trails];
}
