import { Duration, Lazy } from 'aws-cdk-lib';
import { fullest, resolve, smallest, warningsOf } from './configurations.ts';
import { itRefuses } from './refusals.ts';

const token = Lazy.string({ produce: () => 'x' });

describe('databases', () => {
  const ID = ['databases', 0, 'identifier'];
  itRefuses([
    {
      wrong: 'an endpoint',
      put: ID,
      value: 'shop-db.abc.us-west-1.rds.amazonaws.com',
      expects: 'an RDS identifier',
      advises: 'not an endpoint',
    },
    {
      wrong: 'an identifier with two hyphens in a row',
      put: ID,
      value: 'shop--db',
      expects: 'single hyphens',
      advises: 'RDS console',
    },
    {
      wrong: 'an identifier of 64 characters',
      put: ID,
      value: 'd'.repeat(64),
      expects: '63',
      advises: 'RDS console',
    },
    {
      wrong: 'an identifier left out',
      put: ID,
      value: undefined,
      expects: "DB instance's",
      advises: 'shop-db',
    },
    {
      wrong: 'an engine without a greeting that is known',
      put: ['databases', 0, 'engine'],
      value: 'oracle',
      expects: "'postgres' or 'mysql' or 'mariadb'",
      advises: "'postgres'",
    },
    {
      wrong: 'a kind that is none',
      put: ['databases', 0, 'kind'],
      value: 'server',
      expects: "'instance' or 'cluster' or 'proxy'",
      advises: "'instance'",
    },
    {
      wrong: 'too few round trips',
      put: ['databases', 0, 'roundTrips'],
      value: 9,
      expects: '10 to 10000',
      advises: '10 or more',
    },
    {
      wrong: 'a budget of nothing',
      put: ['databases', 0, 'p99Budget'],
      value: Duration.millis(0),
      shows: '0 s',
      expects: '1 ms to 10 s',
      advises: 'Duration.millis(10)',
    },
    {
      wrong: 'a budget of a minute',
      put: ['databases', 0, 'p99Budget'],
      value: Duration.minutes(1),
      shows: '60 s',
      expects: '1 ms to 10 s',
      advises: 'Duration.millis(10)',
    },
    {
      wrong: 'a budget in fractions',
      put: ['databases', 0, 'p99Budget'],
      value: Duration.millis(1.5),
      shows: '0.0015 s',
      expects: 'whole milliseconds',
      advises: 'Duration.millis(10)',
    },
    {
      wrong: 'a database twice',
      put: ['databases', 2],
      value: { identifier: 'SHOP-DB', engine: 'mysql' },
      shows: 'SHOP-DB',
      expects: 'each database once',
      advises: 'databases[0]',
    },
    {
      wrong: 'a password',
      put: ['databases', 0, 'password'],
      value: 'hush',
      shows: 'unknown key',
      expects: 'a key of a database',
      advises: 'no credentials',
    },
    {
      wrong: 'an identifier beside a host',
      put: ['databases', 0],
      value: { host: 'db.example.com', identifier: 'shop-db', engine: 'mysql' },
      at: 'databases[0].identifier',
      shows: 'shop-db',
      expects: 'no identifier beside `host`',
      advises: 'either',
    },
    {
      wrong: 'a kind beside a host',
      put: ['databases', 0],
      value: { host: 'db.example.com', kind: 'proxy', engine: 'mysql' },
      at: 'databases[0].kind',
      shows: 'proxy',
      expects: 'no kind beside `host`',
      advises: 'either',
    },
    {
      wrong: 'a port beside an identifier',
      put: ['databases', 0, 'port'],
      value: 5432,
      expects: 'read from RDS',
      advises: 'nothing',
    },
    {
      wrong: 'a host that is none',
      put: ['databases', 0],
      value: { host: 'postgres://db.example.com', engine: 'postgres' },
      at: 'databases[0].host',
      shows: 'postgres://db.example.com',
      expects: "a database's host",
      advises: 'db.example.com',
    },
    ...['10.0.0.999', '127.1', '2130706433', '0x7f.1', '10.0.0'].map((host) => ({
      wrong: `${host} as a host`,
      put: ['databases', 0],
      value: { host, engine: 'postgres' },
      at: 'databases[0].host',
      shows: host,
      expects: 'four numbers from 0 to 255',
      advises: '10.1.2.3',
    })),
    ...['127.0.0.1', '0.0.0.0', '169.254.10.1', '224.0.0.5', '::1', '::', 'fe80::1', '::ffff:10.0.0.1'].map(
      (host) => ({
        wrong: `${host} as a host`,
        put: ['databases', 0],
        value: { host, engine: 'postgres' },
        at: 'databases[0].host',
        shows: host,
        expects: 'an address that another machine can have',
        advises: '10.1.2.3',
      }),
    ),
    {
      wrong: 'this machine as a host',
      put: ['databases', 0],
      value: { host: 'localhost', engine: 'postgres' },
      at: 'databases[0].host',
      shows: 'localhost',
      expects: 'a name of another machine',
      advises: 'db.example.com',
    },
    {
      wrong: 'a port out of range',
      put: ['databases', 0],
      value: { host: 'db.example.com', port: 65_536, engine: 'postgres' },
      at: 'databases[0].port',
      shows: '65536',
      expects: '65535',
      advises: '65535',
    },
    {
      wrong: 'a host and port twice',
      put: ['databases'],
      value: [
        { host: 'db.example.com', engine: 'postgres' },
        { host: 'DB.example.com', port: 5432, engine: 'postgres' },
      ],
      at: 'databases[1]',
      shows: 'DB.example.com',
      expects: 'each database once',
      advises: 'databases[0]',
    },
    {
      wrong: 'databases without the network to probe from',
      put: ['clusterNetwork'],
      value: undefined,
      expects: "the cluster's network",
      advises: 'vpcId',
    },
  ]);

  it('have defaults', () => {
    expect(resolve(fullest()).settings.databases).toEqual([
      { identifier: 'shop-db', kind: 'instance', engine: 'postgres', roundTrips: 100, p99BudgetMs: 10 },
      expect.objectContaining({ identifier: 'orders', kind: 'cluster', roundTrips: 50, p99BudgetMs: 3 }),
      expect.objectContaining({ identifier: 'carts', kind: 'proxy', roundTrips: 100, p99BudgetMs: 10 }),
    ]);
  });

  it('may be outside of RDS', () => {
    const databases = [
      { host: 'db.example.com', engine: 'postgres' },
      { host: '10.1.2.3', port: 3307, engine: 'mariadb' },
    ];
    expect(resolve({ ...fullest(), databases }).settings.databases).toEqual([
      expect.objectContaining({
        identifier: 'db.example.com:5432',
        kind: 'host',
        at: { host: 'db.example.com', port: 5432 },
      }),
      expect.objectContaining({ engine: 'mariadb', at: { host: '10.1.2.3', port: 3307 } }),
    ]);
  });

  it('may share a name between an instance and a cluster, and may be tokens', () => {
    const databases = [
      { identifier: 'shop-db', engine: 'mysql' },
      { identifier: 'shop-db', engine: 'mysql', kind: 'cluster' },
      { identifier: token, engine: 'mysql' },
    ];
    expect(
      resolve({ ...fullest(), databases }).settings.databases.map(({ identifier }) => identifier),
    ).toEqual(['shop-db', 'shop-db', token]);
  });
});

describe("the cluster's network", () => {
  itRefuses([
    {
      wrong: 'a VPC that is none',
      put: ['clusterNetwork', 'vpcId'],
      value: 'main',
      expects: 'vpc-…',
      advises: "'vpc-0123456789abcdef0'",
    },
    {
      wrong: 'a subnet for a VPC',
      put: ['clusterNetwork', 'vpcId'],
      value: 'subnet-01234567',
      expects: 'vpc-…',
      advises: 'vpc-',
    },
    {
      wrong: 'no subnet',
      put: ['clusterNetwork', 'subnetIds'],
      value: [],
      shows: 'empty',
      expects: '1 to 16',
      advises: 'subnet-',
    },
    {
      wrong: 'a subnet twice',
      put: ['clusterNetwork', 'subnetIds', 1],
      value: 'subnet-0123456789abcdef0',
      expects: 'each id once',
      advises: 'subnetIds[0]',
    },
    {
      wrong: 'six security groups',
      put: ['clusterNetwork', 'securityGroupIds'],
      value: ['0', '1', '2', '3', '4', '5'].map((d) => `sg-0123456${d}`),
      shows: 'list of 6',
      expects: '1 to 5',
      advises: 'at most 5',
    },
    {
      wrong: 'an id with a wrong digit',
      put: ['clusterNetwork', 'securityGroupIds', 0],
      value: 'sg-0123456g',
      expects: 'hexadecimal',
      advises: 'sg-',
    },
  ]);

  it.each(['clusterNetwork', 'legacyNetwork'] as const)('lets tokens through (%s)', (field) => {
    const network = { vpcId: token, subnetIds: [token], securityGroupIds: [token] };
    expect(resolve({ ...fullest(), [field]: network }).settings[field]).toEqual(network);
    expect(resolve(smallest()).settings).not.toHaveProperty(field);
  });

  it.each(['clusterNetwork', 'legacyNetwork'] as const)(
    'is warned of when it has more subnets than are probed (%s)',
    (field) => {
      const subnets = (count: number) =>
        Array.from({ length: count }, (_, index) => `subnet-0123456${index}`);
      const network = { vpcId: 'vpc-01234567', securityGroupIds: ['sg-01234567'] };
      const warnings = (count: number) =>
        warningsOf({ ...fullest(), [field]: { ...network, subnetIds: subnets(count) } });
      expect(warnings(7)).toContain(`subnets-not-probed ${field}`);
      expect(warnings(6).join()).not.toContain('subnets-not-probed');
    },
  );

  it('is warned of when nothing is probed from it', () => {
    const { databases: _databases, workloads: _workloads, ...rest } = fullest();
    expect(warningsOf(rest)).toContain('network-not-used clusterNetwork');
    expect(warningsOf(rest)).toContain('network-not-used legacyNetwork');
    expect(warningsOf(fullest()).join()).not.toContain('network');
  });
});
