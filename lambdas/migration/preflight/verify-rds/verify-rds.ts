import type { CheckResult, Finding } from '../../contract/findings.ts';
import type { DatabaseEndpoint, DescribedDatabases } from '../../contract/payloads.ts';
import { MIGRATE } from '../../contract/states.ts';
import type { DatabaseProbe } from '../../ports/database-probe.ts';
import { judgeLatency } from './judge-latency.ts';
import { judgeReach } from './judge-reach.ts';

/** For measuring all databases, milliseconds: the function's time-out less what reaching them may take. */
const MEASURES_WITHIN_MS = 200_000;

/**
 * Walks the way to each database, and measures it where it leads through. One database after the other, so that
 * they don't slow each other down.
 */
export async function verifyRds(described: DescribedDatabases, probe: DatabaseProbe): Promise<CheckResult> {
  if (described.endpoints.length + described.findings.length === 0)
    return { check: MIGRATE.verifyRds, findings: [], notAsked: 'No `databases` are configured.' };
  const findings: Finding[] = [...described.findings];
  const withinMs = MEASURES_WITHIN_MS / described.endpoints.length;
  for (const endpoint of described.endpoints) findings.push(...(await verifyOne(endpoint, probe, withinMs)));
  return { check: MIGRATE.verifyRds, findings };
}

async function verifyOne(
  endpoint: DatabaseEndpoint,
  probe: DatabaseProbe,
  withinMs: number,
): Promise<Finding[]> {
  const reach = await probe.reach(endpoint);
  const findings = judgeReach(endpoint, reach);
  if (!reach.reached) return findings;
  return [...findings, judgeLatency(endpoint, await probe.roundTrips(endpoint, withinMs))];
}
