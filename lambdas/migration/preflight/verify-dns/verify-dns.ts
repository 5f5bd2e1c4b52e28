import type { CheckResult } from '../../contract/findings.ts';
import type { ZoneSettings } from '../../contract/settings.ts';
import { MIGRATE } from '../../contract/states.ts';
import { answeringZones } from '../../domain/answering-zones.ts';
import type { Asking } from '../../domain/readiness/dns/seen.ts';
import { readingOf } from '../../domain/reading.ts';
import { ownAnswers } from '../../domain/traffic-sources.ts';
import type { OwnPoliciesSource } from '../../ports/own-policies.ts';
import type { PrivateZones } from '../../ports/private-zones.ts';
import { type DnsPorts, lookAtDns } from '../../readiness/look-at-dns.ts';
import { judgeTraffic } from './judge-traffic.ts';
import { lookAtLentRoles } from './look-at-lent-roles.ts';
import { lookAtPrivateZones } from './look-at-private-zones.ts';

export interface VerifyDnsPorts extends DnsPorts {
  /** Of each account that a zone is in, and of the functions' own. */
  readonly privateZones: readonly PrivateZones[];
  /** IAM of the account that the zone's role is in, asked by that role; left out where nobody can be asked. */
  readonly policiesOf?: (zoneId: string) => OwnPoliciesSource;
}

export async function verifyDns(
  zones: readonly ZoneSettings[],
  asking: Asking,
  ports: VerifyDnsPorts,
): Promise<CheckResult> {
  const { findings, before, follows, whole } = await lookAtDns(zones, asking, ports, readingOf);
  const moved = { names: zones.flatMap(({ records }) => records), answering: answeringZones(whole) };
  const shadows = await lookAtPrivateZones(ports.privateZones, moved);
  const lent = ports.policiesOf
    ? await lookAtLentRoles(zones, before, ports.policiesOf, asking.settings)
    : [];
  const own = ownAnswers([{ records: [...before.values()].flat(), follows }]);
  const traffic = judgeTraffic(own, asking.settings);
  const check = MIGRATE.verifyDns;
  const remarks = [...findings, ...shadows, ...lent].map((remark) => ({ check, ...remark }));
  return { check, findings: [...remarks, ...traffic] };
}
