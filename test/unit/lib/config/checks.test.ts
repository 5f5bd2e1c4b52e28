import { App, Duration, Lazy, Stack } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { fullest, problemsOf, resolve, smallest, warningsOf, withValue } from './configurations.ts';
import { itRefuses } from './refusals.ts';

const token = Lazy.string({ produce: () => 'x' });
const key = (region: string, account = '111122223333') => `arn:aws:kms:${region}:${account}:key/0123`;

describe('keys', () => {
  itRefuses([
    {
      wrong: 'a key of another region',
      put: ['keys', 0],
      value: key('us-east-1'),
      expects: 'us-west-1',
      advises: 'us-west-1',
    },
    {
      wrong: 'an alias',
      put: ['keys', 0],
      value: 'arn:aws:kms:us-west-1:111122223333:alias/shop',
      expects: 'the ARN of a KMS key',
      advises: 'not of an alias',
    },
    {
      wrong: 'an id alone',
      put: ['keys', 0],
      value: '11111111-2222-3333-4444-555555555555',
      expects: 'the ARN of a KMS key',
      advises: 'arn:aws:kms',
    },
    {
      wrong: 'a key twice',
      put: ['keys', 1],
      value: fullest().keys?.[0],
      expects: 'each key once',
      advises: 'keys[0]',
    },
    {
      wrong: 'an object',
      put: ['keys', 0],
      value: {},
      shows: '{}',
      expects: "a KMS key's ARN",
      advises: 'arn:aws:kms',
    },
    {
      wrong: 'a key without a list',
      put: ['keys'],
      value: key('us-west-1'),
      expects: 'a list',
      advises: 'keys: [',
    },
  ]);

  it('may be of another account, of CDK, or tokens', () => {
    const cdk = new Key(new Stack(new App(), 'Keys'), 'Key');
    const keys = [key('us-west-1', '444455556666'), cdk, token];
    const arns = [keys[0], cdk.keyArn, token].map((arn) => ({ arn }));
    expect(resolve(withValue(smallest(), ['keys'], keys)).settings.keys).toEqual(arns);
  });
});

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
      expects: "'postgres' or 'mysql'",
      advises: "'postgres'",
    },
    {
      wrong: 'a kind that is none',
      put: ['databases', 0, 'kind'],
      value: 'proxy',
      expects: "'instance' or 'cluster'",
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
      { identifier: 'orders', kind: 'cluster', engine: 'mysql', roundTrips: 50, p99BudgetMs: 3 },
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

  it('is for the stack alone, and lets tokens through', () => {
    const clusterNetwork = { vpcId: token, subnetIds: [token], securityGroupIds: [token] };
    const { deployment, settings } = resolve({ ...fullest(), clusterNetwork });
    expect(deployment.clusterNetwork).toEqual(clusterNetwork);
    expect(JSON.stringify(settings)).not.toContain('subnet');
    expect(resolve(smallest()).deployment).not.toHaveProperty('clusterNetwork');
  });

  it('is warned of when nothing is probed from it', () => {
    const { databases: _, ...rest } = fullest();
    expect(warningsOf(rest)).toContain('network-not-used clusterNetwork');
    expect(warningsOf(fullest()).join()).not.toContain('network');
  });
});

describe('the state bucket', () => {
  const NAME = ['stateBucket', 'name'];
  const wrong = [
    'ab',
    'Kops-State',
    'kops_state',
    'kops..state',
    '-kops',
    'kops.',
    '10.0.0.1',
    'xn--kops',
    'sthree-kops',
    'kops-s3alias',
    'kops--ol-s3',
    'kops.mrap',
    'kops--x-s3',
    'k'.repeat(64),
  ];
  itRefuses([
    ...wrong.map((value) => ({
      wrong: `the name ${value}`,
      put: NAME,
      value,
      expects: 'the name of an S3 bucket',
      advises: 'kops-state-example-com',
    })),
    {
      wrong: 'a URL',
      put: NAME,
      value: 's3://kops-state/shop.test',
      expects: 'the name of an S3 bucket',
      advises: "'kops-state'",
    },
    {
      wrong: 'an ARN',
      put: NAME,
      value: 'arn:aws:s3:::kops-state',
      expects: 'the name of an S3 bucket',
      advises: "'kops-state'",
    },
    {
      wrong: 'a name left out',
      put: NAME,
      value: undefined,
      expects: "the state bucket's name",
      advises: 'kops-state',
    },
    {
      wrong: 'a wrong flag',
      put: ['stateBucket', 'create'],
      value: 'true',
      expects: 'true or false',
      advises: 'false (the default)',
    },
    { wrong: 'null', put: ['stateBucket'], value: null, expects: 'a plain object', advises: 'name' },
  ]);

  it('is only looked at unless more is allowed', () => {
    const looked = { create: false, mend: false };
    expect(resolve({ ...smallest(), stateBucket: 'kops-state' }).settings.stateBucket).toEqual({
      name: 'kops-state',
      ...looked,
    });
    expect(resolve({ ...smallest(), stateBucket: token }).settings.stateBucket).toEqual({
      name: token,
      ...looked,
    });
    expect(resolve({ ...smallest(), stateBucket: { name: token, mend: true } }).settings.stateBucket).toEqual(
      { name: token, create: false, mend: true },
    );
    expect(resolve(smallest()).settings).not.toHaveProperty('stateBucket');
  });

  it('is warned of when its name has dots', () => {
    expect(warningsOf({ ...smallest(), stateBucket: 'kops.shop.test' })).toContain(
      'bucket-name-with-dots stateBucket',
    );
  });
});

describe('what is not checked', () => {
  it('is warned of, and only that', () => {
    const unchecked = (config: unknown) =>
      warningsOf(config).filter((warning) => warning.startsWith('not-checked'));
    expect(unchecked(smallest())).toEqual([
      'not-checked-keys keys',
      'not-checked-databases databases',
      'not-checked-statebucket stateBucket',
    ]);
    expect(unchecked(fullest())).toEqual([]);
    expect(problemsOf(fullest())).toEqual([]);
  });
});
