import { App, Lazy, Stack } from 'aws-cdk-lib';
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
    const looked = { create: false, fix: false };
    expect(resolve({ ...smallest(), stateBucket: 'kops-state' }).settings.stateBucket).toEqual({
      name: 'kops-state',
      ...looked,
    });
    expect(resolve({ ...smallest(), stateBucket: token }).settings.stateBucket).toEqual({
      name: token,
      ...looked,
    });
    expect(resolve({ ...smallest(), stateBucket: { name: token, fix: true } }).settings.stateBucket).toEqual({
      name: token,
      create: false,
      fix: true,
    });
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
      'not-checked-ingress ingress',
    ]);
    expect(unchecked(fullest())).toEqual([]);
    expect(problemsOf(fullest())).toEqual([]);
  });
});
