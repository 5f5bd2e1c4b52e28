import { Lazy, Token } from 'aws-cdk-lib';
import { problemsOf, resolve, smallest, withValue } from './configurations.ts';
import { itRefuses } from './refusals.ts';

const token = Lazy.string({ produce: () => 'x' });

describe('zones', () => {
  itRefuses([
    {
      wrong: 'no zones',
      put: ['zones'],
      value: [],
      shows: 'empty list',
      expects: 'each a zone',
      advises: 'records:',
    },
    {
      wrong: 'a zone that is not an object',
      put: ['zones', 1],
      value: 'Z0APPS',
      expects: 'a plain object',
      advises: 'id, name, records',
    },
    {
      wrong: 'spaces alone',
      put: ['zones', 0, 'name'],
      value: '  ',
      expects: 'a DNS name',
      advises: "'www.example.com', for example",
    },
    {
      wrong: 'a wildcard alone',
      put: ['zones', 0, 'name'],
      value: '*',
      expects: 'without a wildcard',
      advises: "'example.com'",
    },
    {
      wrong: 'an id with its path',
      put: ['zones', 0, 'id'],
      value: '/hostedzone/Z0SHOP',
      expects: "hosted zone's id",
      advises: "'Z0SHOP'",
    },
    {
      wrong: 'an id in lower case',
      put: ['zones', 0, 'id'],
      value: 'z0shop',
      expects: "hosted zone's id",
      advises: "'Z0SHOP'",
    },
    {
      wrong: 'an id that is a name',
      put: ['zones', 0, 'id'],
      value: 'shop.test',
      expects: "hosted zone's id",
      advises: 'list-hosted-zones',
    },
    {
      wrong: 'an id of more than 32 characters',
      put: ['zones', 0, 'id'],
      value: `Z${'0'.repeat(32)}`,
      expects: '32 characters',
      advises: 'list-hosted-zones',
    },
    {
      wrong: 'an id left out',
      put: ['zones', 0, 'id'],
      value: undefined,
      expects: "hosted zone's id",
      advises: 'Z0123456789ABCDEFGHIJ',
    },
    {
      wrong: 'an id twice',
      put: ['zones', 1, 'id'],
      value: 'Z0SHOP',
      expects: 'each hosted zone once',
      advises: 'zones[0].id',
    },
    {
      wrong: 'a name that is a token',
      put: ['zones', 1, 'name'],
      value: token,
      shows: 'a token',
      expects: 'known at synth',
      advises: 'example.com',
    },
    {
      wrong: 'a name that is a wildcard',
      put: ['zones', 0, 'name'],
      value: '*.shop.test',
      at: 'zones[0].name',
      expects: 'without a wildcard',
      advises: "'shop.test'",
    },
    {
      wrong: 'a top-level domain',
      put: ['zones', 0, 'name'],
      value: 'test',
      expects: 'two labels',
      advises: 'example.com',
    },
    {
      wrong: 'a zone that is said to be private',
      put: ['zones', 0, 'private'],
      value: true,
      expects: 'a public zone',
      advises: 'only public zones can be migrated',
    },
    {
      wrong: 'a zone with a VPC',
      put: ['zones', 0, 'vpcId'],
      value: 'vpc-01234567',
      expects: 'a key of a zone',
      advises: 'only public zones can be migrated',
    },
    {
      wrong: 'a zone of a name that is never public',
      put: ['zones', 0, 'name'],
      value: 'shop.internal',
      expects: 'a public zone',
      advises: 'only public zones can be migrated',
    },
  ]);

  it('refuses two zones of one name, because only one of them answers', () => {
    const zones = [
      { id: 'Z0ONE', name: 'shop.test', records: ['a.shop.test'] },
      { id: 'Z0TWO', name: 'Shop.test.', records: ['b.shop.test'] },
    ];
    const problems = problemsOf(withValue(smallest(), ['zones'], zones));
    expect(problems.map(({ path }) => path)).toEqual(['zones[1].name']);
    expect(problems[0]?.fix).toContain('zones[0].name');
  });

  it('refuses a zone in which the fence would not fit', () => {
    const name = `${'a23456789.'.repeat(23)}test`;
    const config = withValue(smallest(), ['zones', 0], { id: 'Z0LONG', name, records: [name] });
    expect(problemsOf({ ...(config as object), name: 'a-migration-of-26-characters' })).toMatchObject([
      { path: 'zones[0]', expected: expect.stringContaining('253'), fix: 'a shorter name for the migration' },
    ]);
    expect(problemsOf(config)).toEqual([]);
  });

  it('does not blame the records of a zone whose name is wrong', () => {
    expect(
      problemsOf(withValue(smallest(), ['zones', 0, 'name'], 'shop test')).map(({ path }) => path),
    ).toEqual(['zones[0].name']);
  });

  it('lets a token through as an id', () => {
    expect(resolve(withValue(smallest(), ['zones', 0, 'id'], token)).settings.zones[0]?.id).toBe(token);
    const { id } =
      resolve(withValue(smallest(), ['zones', 0, 'id'], Lazy.any({ produce: () => 'Z1' }))).settings
        .zones[0] ?? {};
    expect(Token.isUnresolved(id)).toBe(true);
  });

  it('puts the fence under the zone, by the name of the migration', () => {
    expect(resolve(smallest()).settings.zones).toEqual([
      {
        id: 'Z0SHOP',
        name: 'shop.test.',
        records: ['www.shop.test.'],
        fenceName: '_cutover-shop.shop.test.',
      },
    ]);
  });
});
