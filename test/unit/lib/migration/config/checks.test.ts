import { Lazy } from 'aws-cdk-lib';
import { fullest, problemsOf, resolve, smallest, warningsOf } from './configurations.ts';
import { itRefuses } from './refusals.ts';

const token = Lazy.string({ produce: () => 'x' });

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
