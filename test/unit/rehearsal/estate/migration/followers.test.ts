import { followersIn, longestChain } from '../../../../../rehearsal/estate/migration/followers.ts';
import type { RecordSet } from '../../../../../rehearsal/route53/index.ts';
import { shopEstate } from '../../../../support/shop.ts';

const cname = (Name: string, Value: string): RecordSet => ({
  Name,
  Type: 'CNAME',
  TTL: 60,
  ResourceRecords: [{ Value }],
});
const alias = (Name: string, DNSName: string, SetIdentifier?: string): RecordSet => ({
  Name,
  Type: 'A',
  AliasTarget: { HostedZoneId: 'Z1', DNSName, EvaluateTargetHealth: false },
  ...(SetIdentifier !== undefined && { SetIdentifier, Weight: 1 }),
});
const MOVED = new Set(['www.a.test.', '\\052.apps.a.test.', 'blog.a.test.']);
const HOME = alias('www.a.test.', 'lb.example.');

it('are those of the shop that lead to a moved name, across types and zones', () => {
  expect(shopEstate().followers.toSorted((a, b) => (a.name < b.name ? -1 : 1))).toEqual([
    { name: 'blog.shop.test.', on: 'www.shop.test.', isMoved: true },
    { name: 'm.shop.test.', on: 'www.shop.test.', isMoved: false },
    { name: 'old-img.shop-cdn.test.', on: 'img.shop-cdn.test.', isMoved: false },
  ]);
  expect(shopEstate().longestChain).toBe(2);
});

it.each<[string, readonly RecordSet[], readonly string[]]>([
  ['by a CNAME in another zone', [HOME, cname('shop.b.test.', 'www.a.test')], ['shop.b.test.']],
  [
    'by way of another',
    [HOME, cname('a.test.', 'b.a.test'), cname('b.a.test.', 'www.a.test')],
    ['a.test.', 'b.a.test.'],
  ],
  [
    'to what a wildcard answers',
    [alias('\\052.apps.a.test.', 'lb.example.'), cname('x.a.test.', 'y.apps.a.test')],
    ['x.a.test.'],
  ],
  [
    'not to what a name below hides from the wildcard',
    [
      alias('\\052.apps.a.test.', 'lb.example.'),
      cname('z.y.apps.a.test.', 'e.example'),
      cname('x.a.test.', 'y.apps.a.test'),
    ],
    [],
  ],
  ['not in a loop', [cname('a.a.test.', 'b.a.test'), cname('b.a.test.', 'a.a.test')], []],
  [
    'not where only a part leads there',
    [HOME, alias('x.a.test.', 'www.a.test.', 'one'), alias('x.a.test.', 'lb.example.', 'two')],
    [],
  ],
])('%s', (_what, records, names) => {
  expect(followersIn(records, MOVED).map(({ name }) => name)).toEqual(names);
});

it('count as a chain, one after the other', () => {
  const records = [HOME, cname('blog.a.test.', 'www.a.test'), cname('b.a.test.', 'blog.a.test')];
  expect(longestChain(followersIn(records, MOVED))).toBe(3);
  expect(longestChain([])).toBe(1);
});
