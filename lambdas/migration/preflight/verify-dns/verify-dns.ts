import type { CheckResult } from '../../contract/findings.ts';
import type { ZoneSettings } from '../../contract/settings.ts';
import { MIGRATE } from '../../contract/states.ts';
import type { Asking } from '../../domain/readiness/dns/seen.ts';
import { readingOf } from '../../domain/reading.ts';
import { ownAnswers } from '../../domain/traffic-sources.ts';
import { type DnsPorts, lookAtDns } from '../../readiness/look-at-dns.ts';
import { judgeTraffic } from './judge-traffic.ts';

export async function verifyDns(
  zones: readonly ZoneSettings[],
  asking: Asking,
  ports: DnsPorts,
): Promise<CheckResult> {
  const { findings, before, follows } = await lookAtDns(zones, asking, ports, readingOf);
  const own = ownAnswers([{ records: [...before.values()].flat(), follows }]);
  const traffic = judgeTraffic(own, asking.settings);
  const check = MIGRATE.verifyDns;
  return { check, findings: [...findings.map((remark) => ({ check, ...remark })), ...traffic] };
}
