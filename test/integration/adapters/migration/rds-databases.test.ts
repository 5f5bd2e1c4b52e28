import { RDSClient } from '@aws-sdk/client-rds';
import { RdsDatabases } from '../../../../lambdas/migration/adapters/rds-databases.ts';
import {
  rdsService,
  type SourceDatabaseCluster,
  type SourceDatabaseInstance,
  type SourceProxy,
} from '../../../../rehearsal/gateway/index.ts';
import { FUNCTION_CREDENTIALS } from '../../gateway/policies.ts';
import { NOW, type RehearsedAccount, rehearsedAccount } from '../../gateway/rehearsed-account.ts';

const KEY = 'arn:aws:kms:us-west-1:111122223333:key/5c0ffee0-1234-4abc-8def-0123456789ab';
const SHOP: SourceDatabaseInstance = {
  identifier: 'shop-db',
  engine: 'postgres',
  engineVersion: '18.4',
  status: 'backing-up',
  endpoint: { host: 'shop-db.abc.us-west-1.rds.amazonaws.com', port: 5432 },
  multiAz: true,
  zone: 'us-west-1a',
  secondZone: 'us-west-1c',
  encryptionKey: KEY,
  pendingChanges: {},
  maintenance: [],
  createdAt: NOW,
  publiclyAccessible: true,
  cluster: '',
  certificateAuthority: 'rds-ca-rsa2048-g1',
  certificateUntil: NOW + 2000,
};
const ORDERS: SourceDatabaseCluster = {
  identifier: 'orders',
  engine: 'aurora-postgresql',
  engineVersion: '16.4',
  status: 'available',
  readerHost: 'orders.cluster-ro-abc.us-west-1.rds.amazonaws.com',
  customHosts: ['reports'],
  endpoint: { host: 'orders.cluster-abc.us-west-1.rds.amazonaws.com', port: 5433 },
  multiAz: true,
  encryptionKey: KEY,
  pendingChanges: {},
  maintenance: [],
  createdAt: NOW,
};
const member = (n: number, changed: Partial<SourceDatabaseInstance> = {}): SourceDatabaseInstance => ({
  ...SHOP,
  identifier: `orders-${n}`,
  engine: 'aurora-postgresql',
  cluster: 'orders',
  publiclyAccessible: false,
  certificateUntil: NOW + 1000 * (10 - n),
  ...changed,
});

const POOL: SourceProxy = {
  name: 'pool',
  engineFamily: 'POSTGRESQL',
  status: 'available',
  host: 'pool.proxy-abc.test',
  vpcId: 'vpc-1',
  subnetIds: ['subnet-1'],
  groupIds: ['sg-1'],
  targets: [
    { identifier: 'orders-1', type: 'RDS_INSTANCE', state: 'AVAILABLE' },
    {
      identifier: 'orders-2',
      type: 'RDS_INSTANCE',
      state: 'UNAVAILABLE',
      reason: 'AUTH_FAILURE',
      description: 'no secret',
    },
    { identifier: 'orders', type: 'TRACKED_CLUSTER' },
  ],
};
const PROXIES: readonly SourceProxy[] = [
  POOL,
  { ...POOL, name: 'sql', engineFamily: 'SQLSERVER', status: 'creating', host: 'sql.proxy-abc.test' },
];

/** In another zone, with something to come. */
const CHANGING: Partial<SourceDatabaseInstance> = {
  zone: 'us-west-1b',
  pendingChanges: { EngineVersion: '16.5' },
  maintenance: [{ action: 'system-update', description: 'New OS', appliedAt: NOW }],
};

describe('Databases in RDS', () => {
  let account: RehearsedAccount;
  let databases: RdsDatabases;
  let instances: SourceDatabaseInstance[];
  beforeEach(async () => {
    instances = [SHOP];
    const rds = rdsService({ instances: () => instances, clusters: () => [ORDERS], proxies: () => PROXIES });
    account = await rehearsedAccount({ services: { rds } });
    databases = new RdsDatabases(new RDSClient(account.client(FUNCTION_CREDENTIALS)));
  });
  afterEach(() => account.stop());

  it('are described as RDS says', async () => {
    expect(await databases.instance('shop-db')).toEqual({
      status: 'backing-up',
      engine: 'postgres',
      engineVersion: '18.4',
      endpoint: SHOP.endpoint,
      otherEndpoints: [],
      publiclyAccessible: true,
      multiAz: true,
      zones: ['us-west-1a', 'us-west-1c'],
      encryptionKey: KEY,
      certificateAuthorities: ['rds-ca-rsa2048-g1'],
      certificateUntil: new Date(NOW + 2000).toISOString(),
      pendingChanges: [],
      maintenance: [],
    });
  });

  it.each<[string, Partial<SourceDatabaseInstance>, object]>([
    ['are not encrypted', { encryptionKey: undefined }, { encryptionKey: '' }],
    [
      'are encrypted with a key that is not named',
      { encryptionKey: '' },
      { encryptionKey: 'a key that RDS does not name' },
    ],
    [
      'change their password, by name alone',
      { pendingChanges: { MasterUserPassword: 'hush' } },
      { pendingChanges: ['MasterUserPassword'] },
    ],
    [
      'are maintained some time',
      { maintenance: [{ action: 'db-upgrade', description: '', appliedAt: undefined }] },
      { maintenance: [{ action: 'db-upgrade', description: '', at: '' }] },
    ],
  ])('that %s are described so', async (_what, changed, expected) => {
    instances = [{ ...SHOP, ...changed }];
    expect(await databases.instance('shop-db')).toMatchObject(expected);
  });

  it('that have no endpoint yet are reported as such', async () => {
    instances = [{ ...SHOP, status: 'creating', endpoint: undefined }];
    expect(await databases.instance('shop-db')).toMatchObject({
      status: 'creating',
      endpoint: undefined,
    });
  });

  it('in clusters are described with what is said of their instances alone', async () => {
    instances = [
      SHOP,
      member(1),
      member(2, { certificateAuthority: 'rds-ca-ecc384-g1', publiclyAccessible: true, ...CHANGING }),
    ];
    expect(await databases.cluster('orders')).toEqual({
      status: 'available',
      engine: 'aurora-postgresql',
      engineVersion: '16.4',
      endpoint: ORDERS.endpoint,
      otherEndpoints: [
        { name: 'reader', host: 'orders.cluster-ro-abc.us-west-1.rds.amazonaws.com', port: 5433 },
        { name: 'custom endpoint reports', host: 'reports', port: 5433 },
      ],
      publiclyAccessible: true,
      multiAz: true,
      zones: ['us-west-1a', 'us-west-1b', 'us-west-1c'],
      encryptionKey: KEY,
      certificateAuthorities: ['rds-ca-rsa2048-g1', 'rds-ca-ecc384-g1'],
      certificateUntil: new Date(NOW + 8000).toISOString(),
      pendingChanges: ['EngineVersion'],
      maintenance: [{ action: 'system-update', description: 'New OS', at: new Date(NOW).toISOString() }],
    });
  });

  it('are behind proxies, which listen where their engines do', async () => {
    expect(await databases.proxy('pool')).toEqual({
      status: 'available',
      engine: 'postgresql',
      endpoint: { host: 'pool.proxy-abc.test', port: 5432 },
      targets: [
        { identifier: 'orders-1', state: 'AVAILABLE', why: '' },
        { identifier: 'orders-2', state: 'UNAVAILABLE', why: 'AUTH_FAILURE: no secret' },
      ],
    });
    expect(await databases.proxy('sql')).toMatchObject({ status: 'creating', endpoint: undefined });
  });

  it.each(['instance', 'cluster', 'proxy'] as const)('that are not there are not there: %s', async (kind) => {
    expect(await databases[kind]('nothing')).toBeUndefined();
  });

  it('of which RDS may not speak are an error, not "not there"', async () => {
    account.policies.allows = () => false;
    await expect(databases.instance('shop-db')).rejects.toMatchObject({
      name: expect.stringMatching(/^AccessDenied/),
    });
  });
});
