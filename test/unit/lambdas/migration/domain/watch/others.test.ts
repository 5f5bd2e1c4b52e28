import type { ResourceRecordSet } from '../../../../../../lambdas/migration/domain/record-set.ts';
import {
  areOthersLeft,
  looksAtOthers,
  othersChanged,
  othersIn,
} from '../../../../../../lambdas/migration/domain/watch/others.ts';

const OURS = { names: ['www.shop.test.', '\\052.apps.shop.test.'], fenceName: '_cutover.shop.test.' };
const record = (Name: string, Type: string, ...values: string[]): ResourceRecordSet => ({
  Name,
  Type,
  TTL: 300,
  ResourceRecords: values.map((Value) => ({ Value })),
});
const MAIL = record('shop.test.', 'MX', '10 a.test.', '20 b.test.');
const BLOG = record('blog.shop.test.', 'A', '192.0.2.1');
const WWW = record('www.shop.test.', 'CNAME', 'legacy.test');
const ZONE = [
  MAIL,
  BLOG,
  WWW,
  record('www.shop.test.', 'TXT', '"x"'),
  record(OURS.fenceName, 'TXT', '"epoch 1"'),
];
const changed = (now: readonly ResourceRecordSet[]) => othersChanged(othersIn(ZONE, OURS), now, OURS);
const without = (...gone: readonly ResourceRecordSet[]) => ZONE.filter((each) => !gone.includes(each));

describe('names that are not moved', () => {
  it('are all but the moved names, by the types that move, and the fence', () =>
    expect(Object.keys(othersIn(ZONE, OURS))).toEqual([
      'shop.test. MX',
      'blog.shop.test. A',
      'www.shop.test. TXT',
    ]));

  it('are not those of a drill, whether it was there before or comes', () => {
    const ours = { ...OURS, fenceName: '_cutover-shop.shop.test.' };
    const drill = [
      record('_drill-shop.shop.test.', 'TXT', '"epoch 1"'),
      record('_drilled-shop.shop.test.', 'A', '192.0.2.1'),
    ];
    const before = [...ZONE, ...drill];
    expect(othersIn(before, ours)).toEqual(othersIn(ZONE, ours));
    expect(othersChanged(othersIn(before, ours), ZONE, ours)).toEqual([]);
    const inWildcard = { ...ours, names: ['\\052.shop.test.'] };
    expect(othersChanged(othersIn(ZONE, inWildcard), before, inWildcard)).toEqual([]);
    const foreign = [...ZONE, record('_drilled-other.shop.test.', 'A', '192.0.2.1')];
    expect(othersChanged(othersIn(ZONE, inWildcard), foreign, inWildcard)).toHaveLength(1);
  });

  it.each<[string, readonly ResourceRecordSet[], readonly RegExp[]]>([
    ['nothing changed', ZONE, []],
    [
      'listed in another order',
      [...without(MAIL), record('shop.test.', 'MX', '20 b.test.', '10 a.test.')].toReversed(),
      [],
    ],
    [
      'the moved names and the fence changed',
      [...without(WWW), record('www.shop.test.', 'A', '192.0.2.7')],
      [],
    ],
    ['one is gone', without(BLOG), [/^blog\.shop\.test A is gone\.$/]],
    [
      'one has another value',
      [...without(BLOG), record('blog.shop.test.', 'A', '192.0.2.2')],
      [/^blog\.shop\.test A was changed\. Now it has A 192\.0\.2\.2/],
    ],
    ['one has another TTL', [...without(BLOG), { ...BLOG, TTL: 60 }], [/^blog\.shop\.test A was changed/]],
    ['one is new', [...ZONE, record('new.shop.test.', 'A', '192.0.2.3')], []],
    [
      'a delegation is new above a moved name',
      [...ZONE, record('www.shop.test.', 'NS', 'ns.other.test.')],
      [/^www\.shop\.test NS is new, and hides www\.shop\.test: other name servers/],
    ],
    ['a delegation is new beside them', [...ZONE, record('x.shop.test.', 'NS', 'ns.other.test.')], []],
    [
      'a name is new below a moved wildcard',
      [...ZONE, record('a.apps.shop.test.', 'TXT', '"x"')],
      [/^a\.apps\.shop\.test TXT is new: \*\.apps\.shop\.test no longer answers for it\.$/],
    ],
  ])('%s', (_what, now, lines) => {
    expect(changed(now)).toEqual(lines.map((line) => expect.stringMatching(line)));
  });

  it('are looked at once an hour in each zone, first right after a change, and not all at once', () => {
    const since = Date.parse('2027-03-01T00:00:20Z');
    const at = (minute: number) => since + minute * 60_000 + 5000;
    for (const zone of [0, 1, 59, 60, 99]) {
      const looks = Array.from({ length: 180 }, (_, minute) => looksAtOthers(zone, since, at(minute)));
      expect(looks.filter(Boolean)).toHaveLength(3);
      expect(looks.indexOf(true)).toBe(zone % 60);
    }
    expect([0, 1, 2].map((minute) => areOthersLeft(2, since, at(minute)))).toEqual([true, false, false]);
    expect(areOthersLeft(100, since, at(58))).toBe(true);
    expect(areOthersLeft(100, since, at(59))).toBe(false);
  });
});
