import { databaseSource } from '../../../../../rehearsal/scenes/migration/databases.ts';
import { Snapshot } from '../../../../../rehearsal/snapshot/snapshot.ts';
import { HOME } from '../../../../support/shop.ts';
import { shopSnapshot } from '../../../../support/shop-snapshot.ts';

const sourceOf = (snapshot: Snapshot) => databaseSource(() => ({ home: HOME, snapshot }));

describe('the databases of a snapshot', () => {
  it('is one of the shop, where RDS says', () => {
    expect(sourceOf(shopSnapshot()).instances()).toEqual([
      {
        identifier: 'shop-db',
        engine: 'postgres',
        engineVersion: '18.4',
        status: 'available',
        subnetGroup: {
          name: 'shop',
          vpcId: 'vpc-0fedcba9876543210',
          subnetIds: ['subnet-0fedcba9876543210', 'subnet-0fedcba9876543211'],
        },
        securityGroups: ['sg-0fedcba9876543211'],
        endpoint: { host: 'shop-db.c9akciq32rgx.us-west-1.rds.amazonaws.com', port: 5432 },
        multiAz: true,
        zone: 'us-west-1a',
        secondZone: 'us-west-1c',
        encryptionKey: 'arn:aws:kms:us-west-1:111122223333:key/5c0ffee0-1234-4abc-8def-0123456789ab',
        pendingChanges: {},
        maintenance: [],
        createdAt: Date.UTC(2027, 0, 4, 8),
        publiclyAccessible: false,
        cluster: '',
        certificateAuthority: 'rds-ca-rsa2048-g1',
        certificateUntil: Date.UTC(2028, 0, 4, 8),
      },
    ]);
    expect(sourceOf(shopSnapshot()).clusters()).toEqual([]);
    expect(sourceOf(shopSnapshot()).proxies()).toEqual([]);
  });

  it('are nowhere while RDS makes them', () => {
    const common = {
      EngineVersion: '8.4',
      InstanceCreateTime: '2026-01-01T00:00:00+00:00',
      MultiAZ: false,
      PubliclyAccessible: true,
      StorageEncrypted: false,
      CACertificateIdentifier: 'rds-ca-rsa2048-g1',
      CertificateDetails: { ValidTill: '2028-01-01T00:00:00+00:00' },
    };
    const Endpoint = { Address: 'mine.example.com', Port: 3306 };
    const DBInstances = [
      { ...common, DBInstanceIdentifier: 'mine', Engine: 'mysql', DBInstanceStatus: 'available', Endpoint },
      {
        ...common,
        DBInstanceIdentifier: 'new',
        Engine: 'postgres',
        DBInstanceStatus: 'creating',
        StorageEncrypted: true,
      },
    ];
    const file = '111122223333/us-west-1/rds/describe-db-instances.json';
    const source = sourceOf(new Snapshot('somewhere', new Map([[file, { DBInstances }]])));
    expect(source.instances().map(({ endpoint }) => endpoint)).toEqual([
      { host: 'mine.example.com', port: 3306 },
      undefined,
    ]);
    // The key of the second has no name.
    expect(source.instances().map(({ encryptionKey }) => encryptionKey)).toEqual([undefined, '']);
  });

  it('have clusters, with their readers', () => {
    const common = {
      EngineVersion: '16.9',
      Status: 'available',
      ClusterCreateTime: '2026-01-01T00:00:00+00:00',
      MultiAZ: true,
      StorageEncrypted: false,
      Port: 3306,
    };
    const of = (name: string, Engine: string) => ({
      ...common,
      DBClusterIdentifier: name,
      Engine,
      Endpoint: `${name}.example.com`,
      ReaderEndpoint: `${name}-ro.example.com`,
    });
    const DBClusters = [of('orders', 'aurora-postgresql'), of('mine', 'aurora-mysql')];
    const file = '111122223333/us-west-1/rds/describe-db-clusters.json';
    const source = sourceOf(new Snapshot('somewhere', new Map([[file, { DBClusters }]])));
    expect(source.clusters()).toEqual([
      {
        identifier: 'orders',
        engine: 'aurora-postgresql',
        engineVersion: '16.9',
        status: 'available',
        endpoint: { host: 'orders.example.com', port: 3306 },
        readerHost: 'orders-ro.example.com',
        customHosts: [],
        multiAz: true,
        encryptionKey: undefined,
        pendingChanges: {},
        maintenance: [],
        createdAt: Date.UTC(2026, 0, 1),
      },
      expect.objectContaining({
        identifier: 'mine',
        endpoint: { host: 'mine.example.com', port: 3306 },
        readerHost: 'mine-ro.example.com',
      }),
    ]);
  });
});
