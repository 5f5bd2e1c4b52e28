import type { Clock } from '../../../shared/ports/clock.ts';
import type { Finding } from '../../contract/findings.ts';
import type { DatabaseEndpoint, DescribedDatabases } from '../../contract/payloads.ts';
import { type ProbingPlace, probingPlaces } from '../../contract/probing-places.ts';
import type { DatabaseSettings, HostAndPort, MigrationSettings } from '../../contract/settings.ts';
import { readingOf } from '../../domain/reading.ts';
import type { Databases, NamedEndpoint } from '../../ports/databases.ts';
import type { Network } from '../../ports/network.ts';
import { judgeDatabase, judgeProxy, notDescribed, notFound, zonesNotRead } from './judge-database.ts';

export interface DescribingPorts {
  readonly databases: Databases;
  readonly network: Pick<Network, 'subnets'>;
  readonly clock: Clock;
}

/** What RDS says of each database: where it is, and what speaks against it already; and in which zones it is probed. */
export async function describeDatabases(
  settings: Pick<MigrationSettings, 'databases' | 'clusterNetwork' | 'legacyNetwork'>,
  { databases, network, clock }: DescribingPorts,
): Promise<DescribedDatabases> {
  const [described, zones] = await Promise.all([
    Promise.all(settings.databases.map((each) => describeOne(each, databases, clock.now()))),
    zonesOf(probingPlaces(settings), network),
  ]);
  return {
    endpoints: described.flatMap(({ endpoints }) => endpoints),
    zones: zones.names,
    findings: [...described.flatMap(({ findings }) => findings), ...zones.findings],
  };
}

interface Zones {
  readonly names: readonly string[];
  readonly findings: readonly Finding[];
}

/** A zone is only how people call a place: without it the subnet names the place. */
async function zonesOf(places: readonly ProbingPlace[], network: DescribingPorts['network']): Promise<Zones> {
  if (places.length === 0) return { names: [], findings: [] };
  const found = await readingOf(() => network.subnets(places.map(({ subnetId }) => subnetId)));
  const zones = new Map(found.known ? found.value.map(({ id, zone }) => [id, zone] as const) : []);
  const names = places.map(({ subnetId }) => zones.get(subnetId) ?? '');
  return { names, findings: found.known ? [] : [zonesNotRead(found.why)] };
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
  { identifier, kind, engine, roundTrips, p99BudgetMs, login }: DatabaseSettings,
  main: HostAndPort | undefined,
  others: readonly NamedEndpoint[] = [],
): DatabaseEndpoint[] {
  const asked = { kind, engine, roundTrips, p99BudgetMs };
  return [
    // Whoever may log in at one endpoint may at the others.
    ...(main ? [{ subject: identifier, ...asked, ...(login && { login }), ...main }] : []),
    ...others.map(({ name, host, port }) => ({ subject: `${identifier} (${name})`, ...asked, host, port })),
  ];
}
