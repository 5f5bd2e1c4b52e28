import fc from 'fast-check';
import {
  MOST_QUESTIONS,
  minutesForAll,
  type Question,
  questionsAt,
} from '../../../../../../lambdas/migration/domain/name-probe/questions.ts';
import { cases } from '../../../../../support/cases.ts';

const MINUTE = 60_000;
const START = Date.parse('2027-03-01T12:00:30Z');

const some = (what: string, most: number) =>
  fc.integer({ min: 1, max: most }).map((n) => Array.from({ length: n }, (_, i) => `${what}${i}`));
const hosts = fc.oneof(some('host', 5), some('host', 300), some('host', 1500));
const addresses = some('address', 6);
const from = fc.integer({ min: 0, max: 1e5 }).map((minutes) => START + minutes * MINUTE);
const keyOf = ({ host, address }: Question) => `${host} ${address}`;

function countsOf(words: readonly string[]): readonly number[] {
  return [...Map.groupBy(words, (word) => word).values()].map((same) => same.length);
}

describe('what is asked in a minute', () => {
  it('is everything where that is little', () => {
    expect(questionsAt(['a', 'b'], ['1', '2'], START).map(keyOf)).toEqual(['a 1', 'a 2', 'b 1', 'b 2']);
  });

  it('is nothing without an address', () => {
    expect(questionsAt(['a'], [], START)).toEqual([]);
  });

  it('is no more than the limit, each host at most once if not all are asked, and all addresses alike', () => {
    fc.assert(
      fc.property(hosts, addresses, from, (names, places, now) => {
        const asked = questionsAt(names, places, now);
        expect(asked.length).toBeGreaterThan(0);
        expect(asked.length).toBeLessThanOrEqual(MOST_QUESTIONS);
        const byAddress = countsOf(asked.map(({ address }) => address));
        expect(byAddress).toHaveLength(places.length);
        expect(Math.max(...byAddress) - Math.min(...byAddress)).toBeLessThanOrEqual(1);
        const isAll = asked.length === names.length * places.length;
        expect(Math.max(...countsOf(asked.map(({ host }) => host)))).toBe(isAll ? places.length : 1);
      }),
      { numRuns: cases(300) },
    );
  });

  it('comes to everything, each question once, in the minutes that it says', () => {
    fc.assert(
      fc.property(hosts, addresses, from, (names, places, start) => {
        const minutes = minutesForAll(names.length, places.length);
        // A turn begins at its own minute.
        const first = start - (Math.floor(start / MINUTE) % minutes) * MINUTE;
        const all = Array.from({ length: minutes }, (_, i) => questionsAt(names, places, first + i * MINUTE));
        const asked = all.flat().map(keyOf);
        expect(asked).toHaveLength(names.length * places.length);
        expect(new Set(asked).size).toBe(asked.length);
      }),
      { numRuns: cases(100) },
    );
  });

  it('stands for all: of 10,000 names of which neighbours fail, each minute meets as many as there are', () => {
    const names = Array.from({ length: 10_000 }, (_, i) => `host${i}`);
    const failing = new Set(names.slice(3000, 4000));
    for (let minute = 0; minute < 60; minute++) {
      const asked = questionsAt(names, ['1', '2', '3'], START + minute * MINUTE);
      expect(asked.filter(({ host }) => failing.has(host)).length / asked.length).toBeCloseTo(0.1, 2);
    }
  });
});
