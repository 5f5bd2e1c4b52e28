import type { Clock } from '../../../shared/ports/clock.ts';
import type { Finding } from '../../contract/findings.ts';
import type { DatabaseEndpoint, DescribedDatabases } from '../../contract/payloads.ts';
import type { DatabaseSettings } from '../../contract/settings.ts';
import { readingOf } from '../../domain/reading.ts';
import type { Databases } from '../../ports/databases.ts';
import { judgeDatabase, notDescribed, notFound } from './judge-database.ts';

/** What RDS says of each database: where it is, and what speaks against it already. */
export async function describeDatabases(
  settings: readonly DatabaseSettings[],
  databases: Databases,
  clock: Clock,
): Promise<DescribedDatabases> {
  const described = await Promise.all(settings.map((each) => describeOne(each, databases, clock.now())));
  return {
    endpoints: described.flatMap(({ endpoint }) => endpoint ?? []),
    findings: described.flatMap(({ findings }) => findings),
  };
}

interface DescribedOne {
  readonly endpoint: DatabaseEndpoint | undefined;
  readonly findings: readonly Finding[];
}

async function describeOne(
  settings: DatabaseSettings,
  databases: Databases,
  now: number,
): Promise<DescribedOne> {
  const found = await readingOf(() => databases.describe(settings));
  if (!found.known) return { endpoint: undefined, findings: [notDescribed(settings, found.why)] };
  if (!found.value) return { endpoint: undefined, findings: [notFound(settings)] };
  const { endpoint } = found.value;
  return {
    endpoint: endpoint && { ...settings, ...endpoint },
    findings: judgeDatabase(settings, found.value, now),
  };
}
