import { array, assert, integer, property, tuple } from 'fast-check';
import { type Freeze, frozen, thawedFrom } from '../../../../../lambdas/migration/domain/freeze.ts';

const NOW = Date.parse('2027-03-01T00:00:00Z');
const freeze = (from: number, until: number, window = `${from} to ${until}`): Freeze => ({
  from: NOW + from,
  until: NOW + until,
  window,
});

describe('a freeze', () => {
  it.each<[what: string, freezes: readonly Freeze[], until: number]>([
    ['none', [], 0],
    ['one that has ended right now', [freeze(-10, 0)], 0],
    ['one that begins later', [freeze(1, 10)], 0],
    ['one that begins right now', [freeze(0, 10)], 10],
    ['one that lasts', [freeze(-10, 10)], 10],
    ['two that touch', [freeze(10, 20), freeze(-10, 10)], 20],
    ['two that overlap', [freeze(-10, 10), freeze(5, 20)], 20],
    ['one within another', [freeze(-10, 20), freeze(5, 10)], 20],
    ['two with a gap', [freeze(-10, 10), freeze(11, 20)], 10],
  ])('lasts until all are over that go on without a gap: %s', (_what, freezes, until) => {
    expect(thawedFrom(freezes, NOW) - NOW).toBe(until);
    expect(frozen('ShiftWeight', freezes, NOW) === undefined).toBe(until === 0);
  });

  it('says until when it lasts, and by which windows', () => {
    const freezes = [freeze(-1000, 60_000, 'weekend'), freeze(60_000, 120_000, 'sale'), freeze(1, 2, 'none')];
    expect(frozen('NextStep', freezes, NOW)).toEqual({
      verdict: 'frozen',
      reasons: ['The next step waits: the migration is frozen until 2027-03-01T00:02:00Z (weekend; sale).'],
      legacy: [],
      frozenUntil: '2027-03-01T00:02:00Z',
    });
  });

  it.each(['AdoptRecords', 'ConfirmWeight', 'CloseMigration'] as const)('does not keep from %s', (resume) => {
    expect(frozen(resume, [freeze(-1, 1)], NOW)).toBeUndefined();
  });

  it('ends at the first moment from then on that is in none', () => {
    const some = array(tuple(integer({ min: -20, max: 20 }), integer({ min: 1, max: 20 })), { maxLength: 8 });
    assert(
      property(some, (spans) => {
        const freezes = spans.map(([from, lasts]) => freeze(from, from + lasts));
        let first = NOW;
        while (freezes.some(({ from, until }) => from <= first && first < until)) first++;
        expect(thawedFrom(freezes, NOW)).toBe(first);
      }),
    );
  });
});
