import type { Clock } from '../../../shared/ports/clock.ts';
import type { Finding } from '../../contract/findings.ts';
import type { DatabaseEndpoint, DescribedDatabases } from '../../contract/payloads.ts';
import type { DatabaseSettings, HostAndPort } from '../../contract/settings.ts';
import { readingOf } from '../../domain/reading.ts';
import type { Databases, NamedEndpoint } from '../../ports/databases.ts';
import { judgeDatabase, judgeProxy, notDescribed, notFound } from './judge-database.ts';

/** What RDS says of each database: where it is, and what speaks against it already. */
export async function describeDatabases(
  settings: readonly DatabaseSettings[],
  databases: Databases,
  clock: Clock,
): Promise<DescribedDatabases> {
  const described = await Promise.all(settings.map((each) => describeOne(each, databases, clock.now())));
  return {
    endpoints: described.flatMap(({ endpoints }) => endpoints),
    findings: described.flatMap(({ findings }) => findings),
  };
}

interface DescribedOne {
  readonly endpoints: readonly DatabaseEndpoint[];
  readonly findings: readonly Finding[];
}

async function describeOne(
  settings: DatabaseSettings,
  databases: Databases,
  now: number,
): Promise<DescribedOne> {
  if (settings.kind === 'host') return { endpoints: endpointsOf(settings, settings.at), findings: [] };
  if (settings.kind === 'proxy') return describeProxy(settings, databases);
  const { kind, identifier } = settings;
  const found = await readingOf(() => databases[kind](identifier));
  if (!found.known) return { endpoints: [], findings: [notDescribed(settings, found.why)] };
  if (!found.value) return { endpoints: [], findings: [notFound(settings)] };
  const { endpoint, otherEndpoints } = found.value;
  return {
    endpoints: endpointsOf(settings, endpoint, otherEndpoints),
    findings: judgeDatabase(settings, found.value, now),
  };
}

async function describeProxy(settings: DatabaseSettings, databases: Databases): Promise<DescribedOne> {
  const found = await readingOf(() => databases.proxy(settings.identifier));
  if (!found.known) return { endpoints: [], findings: [notDescribed(settings, found.why)] };
  if (!found.value) return { endpoints: [], findings: [notFound(settings)] };
  return {
    endpoints: endpointsOf(settings, found.value.endpoint),
    findings: judgeProxy(settings, found.value),
  };
}

function endpointsOf(
  { identifier, kind, engine, roundTrips, p99BudgetMs }: DatabaseSettings,
  main: HostAndPort | undefined,
  others: readonly NamedEndpoint[] = [],
): DatabaseEndpoint[] {
  const asked = { kind, engine, roundTrips, p99BudgetMs };
  return [
    ...(main ? [{ subject: identifier, ...asked, ...main }] : []),
    ...others.map(({ name, host, port }) => ({ subject: `${identifier} (${name})`, ...asked, host, port })),
  ];
}
