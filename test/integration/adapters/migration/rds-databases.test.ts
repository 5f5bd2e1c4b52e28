import { RDSClient } from '@aws-sdk/client-rds';
import { RdsDatabases } from '../../../../lambdas/migration/adapters/rds-databases.ts';
import {
  rdsService,
  type SourceDatabaseCluster,
  type SourceDatabaseInstance,
} from '../../../../rehearsal/gateway/index.ts';
import { FUNCTION_CREDENTIALS } from '../../gateway/policies.ts';
import { NOW, type RehearsedAccount, rehearsedAccount } from '../../gateway/rehearsed-account.ts';

const SHOP: SourceDatabaseInstance = {
  identifier: 'shop-db',
  engine: 'postgres',
  engineVersion: '18.4',
  status: 'backing-up',
  endpoint: { host: 'shop-db.abc.us-west-1.rds.amazonaws.com', port: 5432 },
  multiAz: true,
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
  endpoint: { host: 'orders.cluster-abc.us-west-1.rds.amazonaws.com', port: 5433 },
  multiAz: true,
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

describe('Databases in RDS', () => {
  let account: RehearsedAccount;
  let databases: RdsDatabases;
  let instances: SourceDatabaseInstance[];
  beforeEach(async () => {
    instances = [SHOP];
    const rds = rdsService({ instances: () => instances, clusters: () => [ORDERS] });
    account = await rehearsedAccount({ services: { rds } });
    databases = new RdsDatabases(new RDSClient(account.client(FUNCTION_CREDENTIALS)));
  });
  afterEach(() => account.stop());

  it('are described as RDS says', async () => {
    expect(await databases.describe({ identifier: 'shop-db', kind: 'instance' })).toEqual({
      status: 'backing-up',
      engine: 'postgres',
      engineVersion: '18.4',
      endpoint: SHOP.endpoint,
      publiclyAccessible: true,
      multiAz: true,
      certificateAuthorities: ['rds-ca-rsa2048-g1'],
      certificateUntil: new Date(NOW + 2000).toISOString(),
    });
  });

  it('that have no endpoint yet are reported as such', async () => {
    instances = [{ ...SHOP, status: 'creating', endpoint: undefined }];
    expect(await databases.describe({ identifier: 'shop-db', kind: 'instance' })).toMatchObject({
      status: 'creating',
      endpoint: undefined,
    });
  });

  it('in clusters are described with what is said of their instances alone', async () => {
    instances = [
      SHOP,
      member(1),
      member(2, { certificateAuthority: 'rds-ca-ecc384-g1', publiclyAccessible: true }),
    ];
    expect(await databases.describe({ identifier: 'orders', kind: 'cluster' })).toEqual({
      status: 'available',
      engine: 'aurora-postgresql',
      engineVersion: '16.4',
      endpoint: ORDERS.endpoint,
      publiclyAccessible: true,
      multiAz: true,
      certificateAuthorities: ['rds-ca-rsa2048-g1', 'rds-ca-ecc384-g1'],
      certificateUntil: new Date(NOW + 8000).toISOString(),
    });
  });

  it.each(['instance', 'cluster'] as const)('that are not there are not there: %s', async (kind) => {
    expect(await databases.describe({ identifier: 'nothing', kind })).toBeUndefined();
  });

  it('of which RDS may not speak are an error, not "not there"', async () => {
    account.policies.allows = () => false;
    await expect(databases.describe({ identifier: 'shop-db', kind: 'instance' })).rejects.toMatchObject({
      name: expect.stringMatching(/^AccessDenied/),
    });
  });
});
