import { followsIn } from '../../../../../lambdas/migration/domain/follows.ts';
import type { ResourceRecordSet } from '../../../../../lambdas/migration/domain/record-set.ts';

const cname = (name: string, to: string, TTL = 300): ResourceRecordSet => ({
  Name: `${name}.`,
  Type: 'CNAME',
  TTL,
  ResourceRecords: [{ Value: to }],
});
const alias = (name: string, to: string, Type = 'A'): ResourceRecordSet => ({
  Name: `${name}.`,
  Type,
  AliasTarget: { HostedZoneId: 'Z1', DNSName: `${to}.`, EvaluateTargetHealth: false },
});
const address = (name: string, Type = 'A'): ResourceRecordSet => ({
  Name: `${name}.`,
  Type,
  TTL: 300,
  ResourceRecords: [{ Value: Type === 'A' ? '192.0.2.1' : '2001:db8::1' }],
});
const delegation = (name: string): ResourceRecordSet => ({
  Name: `${name}.`,
  Type: 'NS',
  TTL: 300,
  ResourceRecords: [{ Value: 'ns.elsewhere.test.' }],
});
const member = (record: ResourceRecordSet, SetIdentifier: string): ResourceRecordSet => ({
  ...record,
  SetIdentifier,
  Weight: 1,
});

const LB = 'legacy-1.us-west-1.elb.amazonaws.com';
const WWW = [alias('www.shop.test', LB), alias('www.shop.test', LB, 'AAAA')];

/** `blog → www`, one line each: who follows whom through what, and what is wrong. */
function problems(
  records: readonly ResourceRecordSet[],
  moved: readonly string[],
  more: readonly ResourceRecordSet[] = [],
) {
  const dotted = moved.map((name) => `${name}.`.replace('*', '\\052'));
  const within = (zone: string) => dotted.filter((name) => name.endsWith(zone));
  const follows = followsIn([
    { name: 'shop.test.', records, moved: within('shop.test.') },
    { name: 'cdn.test.', records: more, moved: within('cdn.test.') },
  ]);
  const arrow = ({ name, on, through, throughSeconds }: (typeof follows.moved)[number]) =>
    [name, ...through, on].join(' → ') + (throughSeconds > 0 ? ` (${throughSeconds} s)` : '');
  return [
    ...follows.moved.map(arrow),
    ...follows.unfit.map(({ name, kind, on }) => `${name} ${kind} ${on.join(' ')}`),
    ...follows.unmoved.map((one) => `unmoved ${arrow(one)}`),
  ];
}

const BOTH = ['blog.shop.test', 'www.shop.test'];

describe('A moved name follows another one', () => {
  it.each<[string, readonly ResourceRecordSet[], readonly string[], readonly string[]]>([
    [
      'by a CNAME, however it is written',
      [cname('blog.shop.test', 'WWW.shop.test')],
      BOTH,
      ['blog.shop.test. → www.shop.test.'],
    ],
    [
      'by aliases to its records',
      [alias('blog.shop.test', 'www.shop.test'), alias('blog.shop.test', 'www.shop.test', 'AAAA')],
      BOTH,
      ['blog.shop.test. → www.shop.test.'],
    ],
    [
      'by way of names that are not moved',
      [
        cname('blog.shop.test', 'old.shop.test'),
        cname('old.shop.test', 'older.shop.test', 3600),
        alias('older.shop.test', 'www.shop.test'),
      ],
      BOTH,
      [
        'blog.shop.test. → old.shop.test. → older.shop.test. → www.shop.test. (3600 s)',
        'unmoved old.shop.test. → older.shop.test. → www.shop.test.',
        'unmoved older.shop.test. → www.shop.test.',
      ],
    ],
    [
      'that follows a third',
      [cname('a.shop.test', 'blog.shop.test'), cname('blog.shop.test', 'www.shop.test')],
      ['a.shop.test', ...BOTH],
      ['a.shop.test. → blog.shop.test.', 'blog.shop.test. → www.shop.test.'],
    ],
    [
      'where a moved wildcard answers for the name between them',
      [cname('blog.shop.test', 'foo.shop.test'), address('*.shop.test'.replace('*', '\\052'))],
      ['blog.shop.test', '*.shop.test'],
      ['blog.shop.test. → \\052.shop.test.'],
    ],
    [
      'but not a wildcard that a name of its own is beside',
      [cname('blog.shop.test', 'foo.shop.test'), address('\\052.shop.test'), address('foo.shop.test')],
      ['blog.shop.test', '*.shop.test'],
      [],
    ],
    [
      'nor one below which something makes the name exist',
      [cname('blog.shop.test', 'foo.shop.test'), address('\\052.shop.test'), address('x.foo.shop.test')],
      ['blog.shop.test', '*.shop.test'],
      [],
    ],
    [
      'and a wildcard, too',
      [cname('\\052.shop.test', 'www.shop.test')],
      ['*.shop.test', 'www.shop.test'],
      ['\\052.shop.test. → www.shop.test.'],
    ],
    [
      'through a weighted group of somebody else that leads there alone',
      [
        cname('blog.shop.test', 'mix.shop.test'),
        member(cname('mix.shop.test', 'www.shop.test', 60), 'a'),
        member(cname('mix.shop.test', 'www.shop.test', 60), 'b'),
      ],
      BOTH,
      ['blog.shop.test. → mix.shop.test. → www.shop.test. (60 s)', 'unmoved mix.shop.test. → www.shop.test.'],
    ],
  ])('%s', (_what, records, moved, expected) => {
    expect(problems([...records, ...WWW], moved)).toEqual(expected);
  });

  it('in another zone of the migration', () => {
    const img = [cname('img.cdn.test', 'www.shop.test')];
    expect(problems(WWW, ['img.cdn.test', 'www.shop.test'], img)).toEqual(['img.cdn.test. → www.shop.test.']);
  });

  it.each<[string, readonly ResourceRecordSet[], readonly string[]]>([
    ['that is not moved', [cname('blog.shop.test', 'static.shop.test'), address('static.shop.test')], BOTH],
    [
      'in a zone that is delegated away',
      [
        cname('blog.shop.test', 'www.dev.shop.test'),
        delegation('dev.shop.test'),
        address('www.dev.shop.test'),
      ],
      [...BOTH, 'www.dev.shop.test'],
    ],
    ['out of the zones', [cname('blog.shop.test', LB)], BOTH],
    ['that has no answer at all', [cname('blog.shop.test', 'gone.shop.test')], BOTH],
  ])('not one %s', (_what, records, moved) => {
    expect(problems([...records, ...WWW], moved)).toEqual([]);
  });

  it('by an alias to its records, though others answer for its name', () => {
    const records = [
      alias('blog.shop.test', 'w.dev.shop.test'),
      address('w.dev.shop.test'),
      delegation('dev.shop.test'),
    ];
    expect(problems(records, ['blog.shop.test', 'w.dev.shop.test'])).toEqual([
      'blog.shop.test. → w.dev.shop.test.',
    ]);
  });

  it('though that has no IPv6 address: nobody is answered otherwise there', () => {
    expect(problems([cname('blog.shop.test', 'www.shop.test'), address('www.shop.test')], BOTH)).toEqual([
      'blog.shop.test. → www.shop.test.',
    ]);
  });
});

describe('What cannot be followed is found', () => {
  it.each<[string, readonly ResourceRecordSet[], readonly string[]]>([
    [
      'an alias for one family, and an address for the other',
      [alias('blog.shop.test', 'www.shop.test'), address('blog.shop.test', 'AAAA')],
      ['blog.shop.test. in-part www.shop.test.'],
    ],
    [
      'a CNAME to a name of which one family leads on',
      [
        cname('blog.shop.test', 'half.shop.test'),
        alias('half.shop.test', 'www.shop.test'),
        alias('half.shop.test', LB, 'AAAA'),
      ],
      ['blog.shop.test. in-part www.shop.test.', 'unmoved half.shop.test. → www.shop.test.'],
    ],
    [
      'a weighted group of somebody else that leads there now and then',
      [
        cname('blog.shop.test', 'mix.shop.test'),
        member(cname('mix.shop.test', 'www.shop.test'), 'a'),
        member(cname('mix.shop.test', LB), 'b'),
      ],
      ['blog.shop.test. in-part www.shop.test.', 'unmoved mix.shop.test. → www.shop.test.'],
    ],
    [
      'aliases to two names',
      [
        alias('blog.shop.test', 'www.shop.test'),
        alias('blog.shop.test', 'api.shop.test', 'AAAA'),
        address('api.shop.test', 'AAAA'),
      ],
      ['blog.shop.test. in-part www.shop.test. api.shop.test.'],
    ],
    [
      'a name that leads to itself',
      [cname('blog.shop.test', 'blog.shop.test')],
      ['blog.shop.test. circle blog.shop.test.'],
    ],
    [
      'two that lead to each other, and whoever leads to them',
      [
        cname('blog.shop.test', 'api.shop.test'),
        cname('api.shop.test', 'blog.shop.test'),
        cname('x.shop.test', 'api.shop.test'),
      ],
      [
        'blog.shop.test. circle api.shop.test.',
        'api.shop.test. circle blog.shop.test.',
        'x.shop.test. circle api.shop.test.',
      ],
    ],
    [
      'a circle of names that are not moved',
      [
        cname('blog.shop.test', 'p.shop.test'),
        cname('p.shop.test', 'q.shop.test'),
        cname('q.shop.test', 'p.shop.test'),
      ],
      ['blog.shop.test. circle '],
    ],
    [
      'a wildcard that leads to a name for which it answers itself',
      [cname('\\052.shop.test', 'any.shop.test')],
      ['\\052.shop.test. circle \\052.shop.test.'],
    ],
  ])('%s', (_what, records, expected) => {
    const moved = [...BOTH, 'api.shop.test', 'x.shop.test', '*.shop.test'];
    expect(problems([...records, ...WWW], moved)).toEqual(expected);
  });

  it('names that nobody has configured, of whatever kind, but not what is delegated away', () => {
    const records = [
      cname('old.shop.test', 'www.shop.test', 86_400),
      alias('m.shop.test', 'www.shop.test'),
      cname('\\052.old.shop.test', 'old.shop.test'),
      delegation('dev.shop.test'),
      cname('w.dev.shop.test', 'www.shop.test'),
    ];
    expect(problems([...records, ...WWW], ['www.shop.test'])).toEqual([
      'unmoved old.shop.test. → www.shop.test.',
      'unmoved m.shop.test. → www.shop.test.',
      'unmoved \\052.old.shop.test. → old.shop.test. → www.shop.test. (86400 s)',
    ]);
  });
});
