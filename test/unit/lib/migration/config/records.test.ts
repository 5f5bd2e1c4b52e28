import { Lazy, Token } from 'aws-cdk-lib';
import { problemsOf, resolve, smallest, withValue } from './configurations.ts';
import { itRefuses } from './refusals.ts';

const RECORD = ['zones', 0, 'records', 1];
const token = Lazy.string({ produce: () => 'x' });

describe('the names of records', () => {
  itRefuses([
    {
      wrong: 'a name outside the zone',
      put: RECORD,
      value: 'www.other.test',
      expects: 'in the zone shop.test',
      advises: '.shop.test',
    },
    {
      wrong: 'a name that only ends like the zone',
      put: RECORD,
      value: 'myshop.test',
      expects: 'in the zone shop.test',
      advises: '.shop.test',
    },
    {
      wrong: 'a name relative to the zone',
      put: RECORD,
      value: 'www',
      expects: 'in the zone shop.test',
      advises: "'www.shop.test'",
    },
    {
      wrong: 'a name of a more specific zone',
      put: RECORD,
      value: 'b.apps.shop.test',
      expects: 'the zone shop.test answers for',
      advises: 'zones[1].records',
    },
    {
      wrong: 'the apex of a more specific zone',
      put: RECORD,
      value: 'apps.shop.test',
      expects: 'the zone shop.test answers for',
      advises: 'zones[1].records',
    },
    {
      wrong: 'a name of the wider zone',
      put: ['zones', 1, 'records', 0],
      value: 'b.shop.test',
      expects: 'the zone apps.shop.test answers for',
      advises: 'move it to zones[0].records',
    },
    {
      wrong: 'a name twice',
      put: RECORD,
      value: 'shop.test',
      expects: 'once',
      advises: 'zones[0].records[0] is the same',
    },
    {
      wrong: 'a name twice in other case',
      put: RECORD,
      value: 'SHOP.Test',
      expects: 'once',
      advises: 'zones[0].records[0]',
    },
    {
      wrong: 'a name twice with a trailing dot',
      put: RECORD,
      value: 'shop.test.',
      expects: 'once',
      advises: 'zones[0].records[0]',
    },
    {
      wrong: 'a wildcard twice in another notation',
      put: RECORD,
      value: '\\052.shop.test',
      at: 'zones[0].records[2]',
      shows: '*.shop.test',
      expects: 'once',
      advises: 'zones[0].records[1]',
    },
    {
      wrong: 'a wildcard inside a name',
      put: RECORD,
      value: 'www.*.shop.test',
      expects: 'the whole first label',
      advises: '*.apps.example.com',
    },
    {
      wrong: 'a wildcard beside letters',
      put: RECORD,
      value: 'w*.shop.test',
      expects: 'the whole first label',
      advises: '*.apps.example.com',
    },
    {
      wrong: 'an escaped wildcard inside a name',
      put: RECORD,
      value: 'www.\\052.shop.test',
      shows: '052',
      expects: 'the whole first label',
      advises: '*',
    },
    {
      wrong: 'another escape',
      put: RECORD,
      value: '\\100.shop.test',
      shows: '100',
      expects: 'letters, digits, hyphens',
      advises: 'another character instead of',
    },
    {
      wrong: 'an empty label',
      put: RECORD,
      value: 'www..shop.test',
      expects: 'without empty labels',
      advises: 'between two labels',
    },
    {
      wrong: 'a label of 64 characters',
      put: RECORD,
      value: `${'w'.repeat(64)}.shop.test`,
      expects: '63',
      advises: 'shorter',
    },
    {
      wrong: 'a name of more than 253 characters',
      put: RECORD,
      value: `${'w.'.repeat(130)}shop.test`,
      shows: 'w.w.w',
      expects: '253',
      advises: 'shorter',
    },
    {
      wrong: 'a hyphen at the end of a label',
      put: RECORD,
      value: 'w-.shop.test',
      expects: 'hyphens',
      advises: "'w-'",
    },
    {
      wrong: 'a URL',
      put: RECORD,
      value: 'https://www.shop.test/cart?id=1',
      expects: 'only a DNS name',
      advises: "'www.shop.test'",
    },
    {
      wrong: 'a port',
      put: RECORD,
      value: 'www.shop.test:443',
      expects: 'only a DNS name',
      advises: "'www.shop.test'",
    },
    {
      wrong: 'an address',
      put: RECORD,
      value: '198.51.100.7',
      expects: 'not an address',
      advises: 'the name',
    },
    { wrong: 'the @ of zone files', put: RECORD, value: '@', expects: 'a DNS name', advises: 'apex' },
    {
      wrong: 'spaces around it',
      put: RECORD,
      value: ' www.shop.test',
      expects: 'without spaces',
      advises: "'www.shop.test'",
    },
    {
      wrong: 'a name that would move the cursor of a terminal',
      put: RECORD,
      value: 'a\u001b[2jb.shop.test',
      shows: 'x1B[2j',
      expects: 'letters, digits',
      advises: "'a\\x1B[2jb'",
    },
    {
      wrong: 'a name that is not in punycode',
      put: RECORD,
      value: 'bücher.shop.test',
      expects: 'punycode',
      advises: "'xn--bcher-kva.shop.test'",
    },
    { wrong: 'an empty text', put: RECORD, value: '', expects: 'a DNS name', advises: 'www.example.com' },
    { wrong: 'a number', put: RECORD, value: 7, expects: 'a DNS name', advises: 'www.example.com' },
    { wrong: 'null', put: RECORD, value: null, expects: 'a DNS name', advises: 'www.example.com' },
    {
      wrong: 'a hole in the list',
      put: RECORD,
      value: undefined,
      expects: 'a DNS name',
      advises: 'www.example.com',
    },
    {
      wrong: 'a token',
      put: RECORD,
      value: token,
      shows: 'a token',
      expects: 'known at synth',
      advises: 'www.example.com',
    },
    {
      wrong: "the fence's own name",
      put: RECORD,
      value: '_cutover-shop.shop.test',
      expects: 'this one is the fence',
      advises: 'remove it',
    },
    {
      wrong: 'no records',
      put: ['zones', 0, 'records'],
      value: [],
      shows: 'empty list',
      expects: '1 to 10000',
      advises: "records: ['www.example.com']",
    },
    {
      wrong: 'records left out',
      put: ['zones', 0, 'records'],
      value: undefined,
      expects: 'a list',
      advises: "records: ['www.example.com']",
    },
    {
      wrong: 'one record without a list',
      put: ['zones', 0, 'records'],
      value: 'www.shop.test',
      expects: 'a list',
      advises: "records: ['www.example.com']",
    },
    {
      wrong: 'more records than a zone can have',
      put: ['zones', 0, 'records'],
      value: new Array(10_001),
      shows: '10001',
      expects: '1 to 10000',
      advises: 'at most 10000',
    },
    {
      wrong: 'a list that is a token',
      put: ['zones', 0, 'records'],
      value: Token.asList({ Ref: 'X' }),
      shows: 'Token',
      expects: 'known at synth',
      advises: 'records',
    },
  ]);

  it('refuses a name twice across zones', () => {
    const base = withValue(smallest(), ['zones', 1], {
      id: 'Z0OTHER',
      name: 'other.test',
      records: ['www.shop.test'],
    });
    expect(problemsOf(base)).toMatchObject([
      { path: 'zones[1].records[0]', fix: 'remove it: zones[0].records[0] is the same' },
    ]);
  });

  it('refuses a name twice in nested zones where it does not belong', () => {
    const zones = [
      { id: 'Z0SHOP', name: 'shop.test', records: ['a.apps.shop.test'] },
      { id: 'Z0APPS', name: 'apps.shop.test', records: ['a.apps.shop.test'] },
    ];
    expect(problemsOf(withValue(smallest(), ['zones'], zones))).toMatchObject([
      { path: 'zones[0].records[0]', fix: 'remove it: zones[1].records[0] is the same' },
    ]);
  });

  it('brings them into the notation of Route 53', () => {
    const given = [
      'WWW.Shop.TEST',
      'shop.test.',
      '*.Apps.shop.test',
      '\\052.b.shop.test.',
      '_dmarc-x.shop.test',
    ];
    const { settings } = resolve(withValue(smallest(), ['zones', 0, 'records'], given));
    expect(settings.zones[0]?.records).toEqual([
      'www.shop.test.',
      'shop.test.',
      '\\052.apps.shop.test.',
      '\\052.b.shop.test.',
      '_dmarc-x.shop.test.',
    ]);
  });

  it('takes as many as a zone can have', () => {
    const names = Array.from({ length: 10_000 }, (_, i) => `n${i}.shop.test`);
    const { settings } = resolve(withValue(smallest(), ['zones', 0, 'records'], names));
    expect(settings.zones[0]?.records).toHaveLength(10_000);
  });
});
