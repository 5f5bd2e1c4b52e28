/** Where functions find the databases of a scene: at their own names and ports, in legacy's network. */
import type { SourceDatabaseInstance } from '../../gateway/services/database-source.ts';
import type { SimulatedNetwork, Subnet } from '../../network/simulated-network.ts';
import { HOME } from '../../shop/account.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import { databaseSource } from './databases.ts';

/** Where the databases are. */
export const DATABASE_NETWORK: Subnet = { address: '10.0.0.0', prefix: 16 };
/** The first one's address; the next ones' follow. */
const FIRST_ADDRESS = [10, 0, 0, 200] as const;

const POSTGRES = ['postgres', 'aurora-postgresql'];

interface DatabasePlace {
  readonly host: string;
  readonly port: number;
  /** Whether a PostgreSQL is to answer there. */
  readonly isPostgres: boolean;
}

/**
 * Puts all of them into the network; one PostgreSQL answers for each of that engine, and nobody for another one.
 * @param postgresPort where it listens on this machine @returns takes them out again
 */
export function placeDatabases(
  snapshot: Snapshot,
  network: SimulatedNetwork,
  postgresPort: number,
): () => void {
  const placed = placesOf(snapshot).map(({ host, port, isPostgres }, i) => {
    const [a, b, c, first] = FIRST_ADDRESS;
    const address = [a, b, c, first + i].join('.');
    network.name(host, address);
    if (isPostgres) network.listen(address, port, postgresPort);
    return { host, address };
  });
  return () => {
    for (const { host, address } of placed) {
      network.unname(host);
      network.leave(address);
    }
  };
}

/** What a certificate must be for that is shown at each of these names, and at others beside them. */
export function certifiedNames(snapshot: Snapshot): readonly string[] {
  return [...new Set(placesOf(snapshot).map(({ host }) => host.replace(/^[^.]*/, '*')))];
}

function placesOf(snapshot: Snapshot): readonly DatabasePlace[] {
  const source = databaseSource(() => snapshot, HOME);
  const places = [...source.instances(), ...source.clusters()].flatMap((each): DatabasePlace[] => {
    const { endpoint, engine } = each;
    if (!endpoint) return [];
    const isPostgres = POSTGRES.includes(engine);
    return [endpoint.host, ...otherHostsOf(each)].map((host) => ({ host, port: endpoint.port, isPostgres }));
  });
  return [...new Map(places.map((place) => [place.host, place])).values()];
}

type Described = SourceDatabaseInstance | ReturnType<ReturnType<typeof databaseSource>['clusters']>[number];

/** Of a cluster its reader's, and those that somebody has made. */
function otherHostsOf(each: Described): readonly string[] {
  if (!('customHosts' in each)) return [];
  return [...(each.readerHost === undefined ? [] : [each.readerHost]), ...each.customHosts];
}
