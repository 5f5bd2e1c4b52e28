import type { CheckResult } from '../shared/contract/findings.ts';
import type { ZoneSettings } from '../shared/contract/settings.ts';
import { MIGRATE } from '../shared/contract/states.ts';
import type { Asking } from '../shared/domain/readiness/dns/seen.ts';
import { readingOf } from '../shared/domain/reading.ts';
import { ownAnswers } from '../shared/domain/traffic-sources.ts';
import { type DnsWorld, lookAtDns } from '../shared/readiness/look-at-dns.ts';
import { judgeTraffic } from './judge-traffic.ts';

export async function verifyDns(
  zones: readonly ZoneSettings[],
  asking: Asking,
  world: DnsWorld,
): Promise<CheckResult> {
  const { findings, before, follows } = await lookAtDns(zones, asking, world, readingOf);
  const own = ownAnswers([{ records: [...before.values()].flat(), follows }]);
  const traffic = judgeTraffic(own, asking.settings);
  const check = MIGRATE.verifyDns;
  return { check, findings: [...findings.map((remark) => ({ check, ...remark })), ...traffic] };
}
