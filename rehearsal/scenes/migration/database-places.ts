/** Where functions find the databases of a scene: at their own names and ports. */
import type { DatabaseSettings } from '../../../lambdas/migration/contract/settings.ts';
import type { Estate } from '../../estate/migration/estate.ts';
import type { DatabaseSource, SourceDatabaseInstance } from '../../gateway/services/database-source.ts';
import type { SimulatedNetwork } from '../../network/simulated-network.ts';
import { SUBNETS } from '../../snapshot/kinds/network.ts';
import type { DatabasePorts } from './database-servers.ts';
import { databaseSource } from './databases.ts';

type Accounts = Pick<Estate, 'home' | 'snapshot'>;

/** Where a database is whose subnet nobody knows: in a block that is set aside for tests. Source: RFC 2544. */
const NOWHERE = '198.18.0.0/16';
/** What a round trip takes where nobody has said: as within a zone, or to the next one. */
export const ROUND_TRIP_MS = 1;
/** In its subnet; the next ones' follow. */
const FIRST = 200;

/** By engine, in RDS's words: which server of this machine stands for it. */
const SERVERS: Readonly<Record<string, keyof DatabasePorts>> = {
  postgres: 'postgres',
  'aurora-postgresql': 'postgres',
  mysql: 'mariadb',
  mariadb: 'mariadb',
  'aurora-mysql': 'mariadb',
};

interface DatabasePlace {
  readonly identifier: string;
  readonly host: string;
  readonly port: number;
  /** In which it is, as a CIDR block. */
  readonly subnet: string;
  /** Which is to answer there. */
  readonly server: keyof DatabasePorts | undefined;
}

/**
 * Puts all of them into the network; a server of their kind answers for each, if there is one.
 * @param ports where they listen on this machine @returns takes them out again
 */
export function placeDatabases(
  accounts: Accounts,
  network: SimulatedNetwork,
  ports: DatabasePorts,
): () => void {
  const { roundTrips } = accounts.snapshot;
  const placed = placesOf(accounts).map(({ identifier, host, port, server, subnet }, i) => {
    const address = addressIn(subnet, FIRST + i);
    network.name(host, address);
    const localPort = server && ports[server];
    const roundTripMs = roundTrips[identifier] ?? ROUND_TRIP_MS;
    if (localPort !== undefined) network.listen(address, port, localPort, roundTripMs);
    return { host, address };
  });
  return () => {
    for (const { host, address } of placed) {
      network.unname(host);
      network.leave(address);
    }
  };
}

/** The configured ones that are nowhere in the network: RDS proxies, and hosts that no database of RDS has. */
export function placelessDatabases(
  accounts: Accounts,
  databases: readonly DatabaseSettings[],
): readonly DatabaseSettings[] {
  const placed = new Set(placesOf(accounts).map(({ host, port }) => `${host}:${port}`));
  return databases.filter(
    ({ kind, at }) => kind === 'proxy' || (at !== undefined && !placed.has(`${at.host}:${at.port}`)),
  );
}

/** What a certificate must be for that is shown at each of these names, and at others beside them. */
export function certifiedNames(accounts: Accounts): readonly string[] {
  return [...new Set(placesOf(accounts).map(({ host }) => host.replace(/^[^.]*/, '*')))];
}

function placesOf(accounts: Accounts): readonly DatabasePlace[] {
  const source = databaseSource(() => accounts);
  const places = [...source.instances(), ...source.clusters()].flatMap((each): DatabasePlace[] => {
    const { endpoint, engine } = each;
    if (!endpoint) return [];
    const subnet = subnetOf(each, source, accounts);
    const at = { identifier: each.identifier, port: endpoint.port, server: SERVERS[engine], subnet };
    return [endpoint.host, ...otherHostsOf(each)].map((host) => ({ host, ...at }));
  });
  return [...new Map(places.map((place) => [place.host, place])).values()];
}

/** That of an instance, or of an instance of a cluster. */
function subnetOf(
  each: Described,
  { instances }: Pick<DatabaseSource, 'instances'>,
  { home, snapshot }: Accounts,
): string {
  const instance = 'cluster' in each ? each : instances().find(({ cluster }) => cluster === each.identifier);
  const [id] = instance?.subnetGroup?.subnetIds ?? [];
  const { Subnets = [] } = snapshot.find(SUBNETS, home) ?? {};
  return Subnets.find(({ SubnetId }) => SubnetId === id)?.CidrBlock ?? NOWHERE;
}

/** The n-th address of a block. */
function addressIn(block: string, n: number): string {
  const [start = ''] = block.split('/');
  const number = start.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0) + n;
  return [24, 16, 8, 0].map((bits) => Math.floor(number / 2 ** bits) % 256).join('.');
}

type Described = SourceDatabaseInstance | ReturnType<ReturnType<typeof databaseSource>['clusters']>[number];

/** Of a cluster its reader's, and those that somebody has made. */
function otherHostsOf(each: Described): readonly string[] {
  if (!('customHosts' in each)) return [];
  return [...(each.readerHost === undefined ? [] : [each.readerHost]), ...each.customHosts];
}
