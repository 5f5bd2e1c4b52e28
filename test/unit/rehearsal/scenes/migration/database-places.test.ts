import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SimulatedNetwork } from '../../../../../rehearsal/network/simulated-network.ts';
import { certifiedNames, placeDatabases } from '../../../../../rehearsal/scenes/migration/database-places.ts';
import { Snapshot } from '../../../../../rehearsal/snapshot/snapshot.ts';
import { HOME } from '../../../../support/shop.ts';
import { shopSnapshot } from '../../../../support/shop-snapshot.ts';

const DOMAIN = 'c9akciq32rgx.us-west-1.rds.amazonaws.com';
const cluster = (name: string, Engine: string) => ({
  DBClusterIdentifier: name,
  Engine,
  EngineVersion: '16.9',
  Status: 'available',
  ClusterCreateTime: '2026-01-01T00:00:00+00:00',
  MultiAZ: true,
  StorageEncrypted: false,
  Port: 5433,
  Endpoint: `${name}.cluster-${DOMAIN}`,
  ReaderEndpoint: `${name}.cluster-ro-${DOMAIN}`,
});
const ACCOUNTS = {
  home: HOME,
  snapshot: shopSnapshot({
    '111122223333/us-west-1/rds/describe-db-clusters.json': {
      DBClusters: [cluster('orders', 'aurora-postgresql'), cluster('mine', 'aurora-mysql')],
    },
  }),
};

describe('The databases of a scene', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'databases-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('are at their names and ports, with a server of their kind, as long as the scene lasts', () => {
    const network = new SimulatedNetwork(folder);
    const { REHEARSAL_NETWORK_FILE = '' } = network.environment;
    const seen = () => JSON.parse(readFileSync(REHEARSAL_NETWORK_FILE, 'utf8'));
    const remove = placeDatabases(ACCOUNTS, network, { postgres: 40_000, mariadb: 40_001 });
    const { names, ports } = seen();
    expect(Object.keys(names)).toEqual([
      `shop-db.${DOMAIN}`,
      `orders.cluster-${DOMAIN}`,
      `orders.cluster-ro-${DOMAIN}`,
      `mine.cluster-${DOMAIN}`,
      `mine.cluster-ro-${DOMAIN}`,
    ]);
    expect(new Set(Object.values(names)).size).toBe(5);
    // In the subnet of its group, which is nearest to what RDS does.
    expect(names[`shop-db.${DOMAIN}`]).toMatch(/^10\.0\./);
    const at = (port: number) => ({ port, roundTripMs: 1 });
    expect(ports).toEqual({
      [`${names[`shop-db.${DOMAIN}`]}:5432`]: at(40_000),
      [`${names[`orders.cluster-${DOMAIN}`]}:5433`]: at(40_000),
      [`${names[`orders.cluster-ro-${DOMAIN}`]}:5433`]: at(40_000),
      [`${names[`mine.cluster-${DOMAIN}`]}:5433`]: at(40_001),
      [`${names[`mine.cluster-ro-${DOMAIN}`]}:5433`]: at(40_001),
    });
    remove();
    expect(seen()).toMatchObject({ names: {}, ports: {} });
  });

  it('are as far away as a patch says', () => {
    const { folder: somewhere, files, objects } = ACCOUNTS.snapshot;
    const snapshot = new Snapshot(somewhere, files, objects, null, [], { 'shop-db': 40 });
    const network = new SimulatedNetwork(folder);
    placeDatabases({ ...ACCOUNTS, snapshot }, network, { postgres: 40_000, mariadb: 40_001 });
    const { REHEARSAL_NETWORK_FILE = '' } = network.environment;
    const { ports } = JSON.parse(readFileSync(REHEARSAL_NETWORK_FILE, 'utf8'));
    expect(Object.values<{ roundTripMs: number }>(ports).map(({ roundTripMs }) => roundTripMs)).toEqual([
      40, 1, 1, 1, 1,
    ]);
  });

  it.each([
    ['a kind that nobody stands for', 'sqlserver-ex', 40_001],
    ['a MySQL where there is no MariaDB', 'mysql', undefined],
  ])('have a name, and nobody there for %s', (_what, engine, mariadb) => {
    const file = '111122223333/us-west-1/rds/describe-db-clusters.json';
    const snapshot = shopSnapshot({ [file]: { DBClusters: [cluster('other', engine)] } });
    const network = new SimulatedNetwork(folder);
    placeDatabases({ home: HOME, snapshot }, network, { postgres: 40_000, mariadb });
    const { REHEARSAL_NETWORK_FILE = '' } = network.environment;
    const { names, ports } = JSON.parse(readFileSync(REHEARSAL_NETWORK_FILE, 'utf8'));
    expect(Object.keys(names)).toContain(`other.cluster-${DOMAIN}`);
    expect(Object.values(ports)).toEqual([{ port: 40_000, roundTripMs: 1 }]);
  });

  it('show a certificate for whatever RDS calls them', () => {
    expect(certifiedNames(ACCOUNTS)).toEqual([
      `*.${DOMAIN}`,
      `*.cluster-${DOMAIN}`,
      `*.cluster-ro-${DOMAIN}`,
    ]);
  });
});
