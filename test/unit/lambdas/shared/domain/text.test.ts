import {
  countOf,
  cut,
  duration,
  fitting,
  percent,
  shortened,
  withoutEnd,
} from '../../../../../lambdas/shared/domain/text.ts';

describe('numbers and durations for people', () => {
  it.each([
    [0, '0 s'],
    [0.42, '0.4 s'],
    [59.94, '59.9 s'],
    [60, '1 min'],
    [125, '2 min 5 s'],
    [3600, '1 h'],
    [3605, '1 h'],
    [86_399, '23 h 59 min'],
    [129_600, '1 d 12 h'],
    [604_800, '7 d'],
  ])('%d seconds are %s', (seconds, words) => {
    expect(duration(seconds)).toBe(words);
  });

  it.each([
    [5, '5 %'],
    [0.5, '0.5 %'],
    [100 / 3, '33.3 %'],
    [100, '100 %'],
  ])('%d percent are %s', (value, words) => {
    expect(percent(value)).toBe(words);
  });

  it('counts with the noun that fits', () => {
    expect([0, 1, 12_345].map((n) => countOf(n, 'request'))).toEqual([
      '0 requests',
      '1 request',
      '12,345 requests',
    ]);
    expect(countOf(2, 'batch', 'batches')).toBe('2 batches');
  });
});

describe('what is too long', () => {
  it.each<[readonly string[], readonly string[]]>([
    [[], []],
    [
      ['aaaa', 'bbbb'],
      ['aaaa', 'bbbb'],
    ],
    [
      ['aaaa', 'bbbb', 'cccc'],
      ['aaaa', 'bbbb', '… and 1 more name, not shown here'],
    ],
    [
      ['aaaaaaaaaa', 'b'],
      ['aaaaaaaa… (2 characters more)', '… and 1 more name, not shown here'],
    ],
  ])('%j is as many whole items as 8 characters hold', (items, listed) => {
    expect(fitting(items, 8, 'names')).toEqual(listed);
  });

  it.each([
    ['entries', 'entry'],
    ['changes of state', 'change of state'],
    ['names of this zone', 'name of this zone'],
  ])('that leaves out one of its %s says so of one %s', (noun, one) => {
    expect(shortened(['a', 'b'], 1, noun)).toEqual(['a', `… and 1 more ${one}, not shown here`]);
  });

  it('is shortened to the first ones, and says how many are missing', () => {
    expect(shortened(['a', 'b', 'c'], 3, 'names')).toEqual(['a', 'b', 'c']);
    expect(shortened(['a', 'b', 'c'], 1, 'names')).toEqual(['a', '… and 2 more names, not shown here']);
  });

  it('is cut between characters, never inside one', () => {
    expect(cut('abc', 3)).toBe('abc');
    expect(cut('abcd', 3)).toBe('abc… (1 characters more)');
    expect(cut('a😀bc', 2)).toBe('a😀… (2 characters more)');
  });
});

it.each([
  ['no such bucket.', 'no such bucket'],
  ['no such bucket. \n', 'no such bucket'],
  ['version 1.36.2', 'version 1.36.2'],
  ['', ''],
])('%j of others goes on as %j', (text, begun) => {
  expect(withoutEnd(text)).toBe(begun);
});
