import {
  DescribeDBClustersCommand,
  DescribeDBInstancesCommand,
  DescribeDBProxiesCommand,
  DescribeDBProxyTargetsCommand,
  DescribePendingMaintenanceActionsCommand,
  paginateDescribeDBInstances,
  RDSClient,
} from '@aws-sdk/client-rds';
import {
  rdsService,
  type SourceDatabaseCluster,
  type SourceDatabaseInstance,
  type SourceProxy,
} from '../../../rehearsal/gateway/index.ts';
import { FUNCTION_CREDENTIALS } from './policies.ts';
import { NOW, type RehearsedAccount, rehearsedAccount } from './rehearsed-account.ts';

const KEY = 'arn:aws:kms:us-west-1:111122223333:key/5c0ffee0-1234-4abc-8def-0123456789ab';
const SHOP: SourceDatabaseInstance = {
  identifier: 'shop-db',
  engine: 'postgres',
  engineVersion: '18.4',
  status: 'available',
  endpoint: { host: 'localhost', port: 54321 },
  multiAz: true,
  zone: 'us-west-1a',
  secondZone: 'us-west-1c',
  encryptionKey: KEY,
  pendingChanges: {},
  maintenance: [],
  createdAt: NOW,
  publiclyAccessible: false,
  cluster: '',
  certificateAuthority: 'rds-ca-rsa2048-g1',
  certificateUntil: NOW + 1000,
};
const ORDERS: SourceDatabaseCluster = {
  identifier: 'orders',
  engine: 'aurora-postgresql',
  engineVersion: '16.4',
  status: 'available',
  endpoint: { host: 'orders.cluster.test', port: 5432 },
  multiAz: false,
  encryptionKey: undefined,
  pendingChanges: {},
  maintenance: [],
  createdAt: NOW,
};
const ORDERS_1: SourceDatabaseInstance = {
  ...SHOP,
  identifier: 'orders-1',
  engine: 'aurora-postgresql',
  cluster: 'orders',
  endpoint: undefined,
};

const POOL: SourceProxy = {
  name: 'pool',
  engineFamily: 'POSTGRESQL',
  status: 'available',
  host: 'pool.proxy-abc.test',
  vpcId: 'vpc-1',
  subnetIds: ['subnet-1', 'subnet-2'],
  groupIds: ['sg-1'],
  targets: [
    {
      identifier: 'shop-db',
      type: 'RDS_INSTANCE',
      state: 'UNAVAILABLE',
      reason: 'AUTH_FAILURE',
      description: 'no',
    },
    { identifier: 'orders', type: 'TRACKED_CLUSTER' },
  ],
};

describe('RDS', () => {
  let account: RehearsedAccount;
  let client: RDSClient;
  let instances: SourceDatabaseInstance[];
  beforeEach(async () => {
    instances = [SHOP, ORDERS_1];
    const rds = rdsService({ instances: () => instances, clusters: () => [ORDERS], proxies: () => [POOL] });
    account = await rehearsedAccount({ services: { rds } });
    client = new RDSClient(account.client(FUNCTION_CREDENTIALS));
  });
  afterEach(() => account.stop());

  it('describes an instance', async () => {
    const asked = client.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier: 'Shop-DB' }));
    expect((await asked).DBInstances).toEqual([
      {
        DBInstanceIdentifier: 'shop-db',
        DBInstanceArn: 'arn:aws:rds:us-west-1:111122223333:db:shop-db',
        Engine: 'postgres',
        EngineVersion: '18.4',
        DBInstanceStatus: 'available',
        Endpoint: { Address: 'localhost', Port: 54321 },
        InstanceCreateTime: new Date(NOW),
        AvailabilityZone: 'us-west-1a',
        SecondaryAvailabilityZone: 'us-west-1c',
        MultiAZ: true,
        StorageEncrypted: true,
        KmsKeyId: KEY,
        PendingModifiedValues: {},
        PubliclyAccessible: false,
        CACertificateIdentifier: 'rds-ca-rsa2048-g1',
        CertificateDetails: { CAIdentifier: 'rds-ca-rsa2048-g1', ValidTill: new Date(NOW + 1000) },
      },
    ]);
  });

  it('describes a cluster with its members', async () => {
    const { DBClusters } = await client.send(
      new DescribeDBClustersCommand({ DBClusterIdentifier: 'orders' }),
    );
    expect(DBClusters).toMatchObject([
      {
        DBClusterIdentifier: 'orders',
        DBClusterArn: 'arn:aws:rds:us-west-1:111122223333:cluster:orders',
        Status: 'available',
        Endpoint: 'orders.cluster.test',
        Port: 5432,
        DBClusterMembers: [{ DBInstanceIdentifier: 'orders-1', IsClusterWriter: true }],
      },
    ]);
  });

  it('selects instances by their cluster, as a filter', async () => {
    const Filters = [{ Name: 'db-cluster-id', Values: ['orders'] }];
    const { DBInstances } = await client.send(new DescribeDBInstancesCommand({ Filters }));
    expect(DBInstances?.map(({ DBInstanceIdentifier }) => DBInstanceIdentifier)).toEqual(['orders-1']);
    expect(DBInstances?.[0]).not.toHaveProperty('Endpoint');
  });

  it('says which kinds of addresses an instance has', async () => {
    instances = [{ ...SHOP, networkType: 'DUAL' }];
    const { DBInstances } = await client.send(new DescribeDBInstancesCommand({}));
    expect(DBInstances).toMatchObject([{ NetworkType: 'DUAL' }]);
  });

  it('describes a proxy', async () => {
    const of = (DBProxyName?: string) => client.send(new DescribeDBProxiesCommand({ DBProxyName }));
    expect((await of('pool')).DBProxies).toEqual([
      {
        DBProxyName: 'pool',
        Status: 'available',
        EngineFamily: 'POSTGRESQL',
        Endpoint: 'pool.proxy-abc.test',
        VpcId: 'vpc-1',
        VpcSubnetIds: ['subnet-1', 'subnet-2'],
        VpcSecurityGroupIds: ['sg-1'],
        RequireTLS: true,
      },
    ]);
    expect((await of()).DBProxies).toHaveLength(1);
    await expect(of('none')).rejects.toMatchObject({ name: 'DBProxyNotFoundFault' });
  });

  it('says what is behind a proxy, and whether it reaches that', async () => {
    const of = (DBProxyName: string) => client.send(new DescribeDBProxyTargetsCommand({ DBProxyName }));
    expect((await of('pool')).Targets).toEqual([
      { RdsResourceId: 'orders', Type: 'TRACKED_CLUSTER' },
      {
        RdsResourceId: 'shop-db',
        Type: 'RDS_INSTANCE',
        TargetHealth: { State: 'UNAVAILABLE', Reason: 'AUTH_FAILURE', Description: 'no' },
      },
    ]);
    await expect(of('none')).rejects.toMatchObject({ name: 'DBProxyNotFoundFault' });
  });

  it('says what it will do to which, and leaves out those to which nothing', async () => {
    const update = { action: 'system-update', description: 'New version of the OS', appliedAt: NOW };
    instances = [{ ...SHOP, maintenance: [update] }, ORDERS_1];
    const all = await client.send(new DescribePendingMaintenanceActionsCommand({}));
    expect(all.PendingMaintenanceActions).toEqual([
      {
        ResourceIdentifier: 'arn:aws:rds:us-west-1:111122223333:db:shop-db',
        PendingMaintenanceActionDetails: [
          { Action: 'system-update', Description: 'New version of the OS', CurrentApplyDate: new Date(NOW) },
        ],
      },
    ]);
    const of = (id: string) =>
      client.send(
        new DescribePendingMaintenanceActionsCommand({
          ResourceIdentifier: `arn:aws:rds:us-west-1:111122223333:${id}`,
        }),
      );
    expect((await of('cluster:orders')).PendingMaintenanceActions).toEqual([]);
    await expect(of('db:none')).rejects.toMatchObject({ name: 'ResourceNotFoundFault' });
  });

  it('pages', async () => {
    instances = Array.from({ length: 45 }, (_, n) => ({ ...SHOP, identifier: `db-${n}` }));
    const sizes: (number | undefined)[] = [];
    for await (const page of paginateDescribeDBInstances({ client, pageSize: 20 }, {})) {
      sizes.push(page.DBInstances?.length);
    }
    expect(sizes).toEqual([20, 20, 5]);
  });

  it('says what is not there in the words of RDS', async () => {
    const one = client.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier: 'none' }));
    await expect(one).rejects.toMatchObject({
      name: 'DBInstanceNotFoundFault',
      message: 'DBInstance none not found.',
      $metadata: { httpStatusCode: 404 },
    });
    const cluster = client.send(new DescribeDBClustersCommand({ DBClusterIdentifier: 'shop-db' }));
    await expect(cluster).rejects.toMatchObject({ name: 'DBClusterNotFoundFault' });
  });

  it.each([
    [
      'a filter that is none',
      { Filters: [{ Name: 'colour', Values: ['red'] }] },
      'Unrecognized filter name: colour',
    ],
    ['a page below 20', { MaxRecords: 5 }, 'greater than or equal to 20'],
    ['a marker of its own making', { Marker: 'x' }, 'is not valid for this request'],
  ])('refuses %s', async (_what, input, message) => {
    await expect(client.send(new DescribeDBInstancesCommand(input))).rejects.toThrow(message);
  });
});
