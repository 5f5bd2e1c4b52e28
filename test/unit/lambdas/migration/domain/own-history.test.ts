import fc from 'fast-check';
import type { Total } from '../../../../../lambdas/migration/domain/counted.ts';
import {
  type Decline,
  declineInWords,
  declineOf,
  type Week,
  weeksToCompare,
} from '../../../../../lambdas/migration/domain/own-history.ts';
import { randomFor } from '../../../../../rehearsal/world/random.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;
const BEGUN = Date.parse('2027-03-01T00:00:00Z');

const had = (requests: number): Total => ({ known: true, requests, unit: 'request', text: `${requests}` });
const UNKNOWN: Total = { known: false, why: 'legacy: Throttling' };
const week = (during: number, before: number): Week<Total> => ({ during: had(during), before: had(before) });

describe('the weeks that a soak is compared with', () => {
  const soak = { from: BEGUN + 2 * HOUR + 1, until: BEGUN + 3 * HOUR + 400 };

  it('are the eight before the migration, in whole periods of five minutes', () => {
    const { now, past } = weeksToCompare(soak, BEGUN + 90, soak.until);
    expect(now).toEqual({
      during: { from: BEGUN + 2 * HOUR + 5 * MINUTE, until: BEGUN + 3 * HOUR },
      before: { from: BEGUN - DAY, until: BEGUN },
    });
    expect(past).toHaveLength(8);
    expect(past[0]?.during.from).toBe(BEGUN - WEEK + 2 * HOUR + 5 * MINUTE);
    expect(past[7]?.before).toEqual({ from: BEGUN - DAY - 8 * WEEK, until: BEGUN - 8 * WEEK });
  });

  it.each([
    ['a short soak, three weeks later', 3 * WEEK, HOUR, 5],
    ['a short soak, nine weeks later', 9 * WEEK, HOUR, 0],
    ['a long soak, nine weeks later: CloudWatch keeps whole hours for longer', 9 * WEEK, DAY, 8],
  ])('are those that CloudWatch remembers: %s', (_what, after, length, weeks) => {
    const from = BEGUN + after;
    expect(weeksToCompare({ from, until: from + length }, BEGUN, from + length).past).toHaveLength(weeks);
  });

  it('never reach into the migration, and lie whole weeks apart', () => {
    const times = fc.record({
      after: fc.nat(30 * DAY),
      length: fc.integer({ min: 0, max: 20 * DAY }),
      begun: fc.nat(WEEK),
    });
    fc.assert(
      fc.property(times, ({ after, length, begun }) => {
        const begunAt = BEGUN + begun;
        const until = begunAt + after + length;
        const { now, past } = weeksToCompare({ from: begunAt + after, until }, begunAt, until);
        expect(now.before.until).toBeLessThanOrEqual(begunAt);
        for (const { during, before } of past) {
          expect(Math.max(during.until, before.until)).toBeLessThanOrEqual(begunAt);
          expect((now.during.from - during.from) % WEEK).toBe(0);
          expect(now.during.until - during.until).toBe(now.before.until - before.until);
        }
      }),
    );
  });
});

describe('what legacy lost', () => {
  const even = [week(1000, 10_000), week(1100, 11_000), week(900, 9000)];

  it('is what its own past predicts, less what it had', () => {
    const decline = declineOf({ now: week(1500, 20_000), past: even });
    expect(decline).toMatchObject({ known: true, had: 1500, unit: 'request', weeks: 3 });
    const { lost, expected } = decline as Decline & { known: true };
    expect(expected.likely).toBeCloseTo(2000);
    expect(lost.likely).toBeCloseTo(25);
    expect(lost.least).toBeLessThan(25);
    expect(lost.most).toBeGreaterThan(25);
    expect(declineInWords(decline as Decline & { known: true })).toMatch(
      /^Legacy had 1,500 requests, 25 % fewer than the 2,000 expected from the same hours of 3 weeks before the migration \(95 % interval: [\d.]+ % to [\d.]+ % fewer\)\.$/,
    );
  });

  it('says so where more came than expected', () => {
    const decline = declineOf({ now: week(1100, 10_000), past: even }) as Decline & { known: true };
    expect(declineInWords(decline)).toContain('1,100 requests, 10 % more than the 1,000 expected');
  });

  it('is all of it where nothing came', () => {
    const { lost } = declineOf({ now: week(0, 10_000), past: even }) as Decline & { known: true };
    expect(lost).toEqual({ least: 100, likely: 100, most: 100 });
  });

  it.each<[string, Parameters<typeof declineOf>[0], string]>([
    ['what it had', { now: { during: UNKNOWN, before: had(1) }, past: even }, 'legacy: Throttling'],
    ['the day before', { now: { during: had(1), before: UNKNOWN }, past: even }, 'legacy: Throttling'],
    ['an empty day before', { now: week(1, 0), past: even }, 'none in the day before the migration'],
    ['two weeks', { now: week(1, 1), past: even.slice(1) }, '3 weeks with requests'],
    [
      'weeks without requests',
      { now: week(1, 1), past: [...even.slice(1), week(0, 9), week(9, 0)] },
      'CloudWatch has 2',
    ],
    [
      'an unread week',
      { now: week(1, 1), past: [...even.slice(1), { during: UNKNOWN, before: had(1) }] },
      'has 2',
    ],
  ])('is unknown without %s', (_what, weeks, why) => {
    expect(declineOf(weeks)).toEqual({ known: false, why: expect.stringContaining(why) });
  });
});

/** A count with this mean, by the normal approximation. */
function drawn(mean: number, random: () => number): number {
  return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal(random)));
}

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

interface Past {
  /** How much the same hours differ from week to week (0–1). */
  readonly spread: number;
  /** Requests an hour. */
  readonly rate: number;
  /** What the cluster takes from legacy in the soak, percent. */
  readonly loss: number;
}

/** Of so many simulated soaks with eight weeks before them, the part (0–1) for which `holds` is true. */
function partOf(
  { spread, rate, loss }: Past,
  holds: (lost: { least: number; most: number }) => boolean,
): number {
  const random = randomFor(7, loss);
  const rounds = 2000;
  let count = 0;
  for (let i = 0; i < rounds; i++) {
    const [now = week(0, 0), ...past] = Array.from({ length: 9 }, (_, k) => {
      const level = rate * Math.exp(0.3 * normal(random));
      const during = level * Math.exp(spread * normal(random)) * (k === 0 ? 1 - loss / 100 : 1);
      return week(drawn(during, random), drawn(24 * level, random));
    });
    const decline = declineOf({ now, past });
    if (decline.known && holds(decline.lost)) count++;
  }
  return count / rounds;
}

describe.each([
  ['weeks that differ by 1 %', 0.01, 50_000],
  ['weeks that differ by 10 %', 0.1, 50_000],
  ['few requests', 0.02, 400],
])('the interval, with %s', (_what, spread, rate) => {
  it.each([0, 5, 50])('has the true loss of %d %% in it, at least 19 times of 20', (loss) => {
    const covers = ({ least, most }: { least: number; most: number }) => least <= loss && loss <= most;
    expect(partOf({ spread, rate, loss }, covers)).toBeGreaterThanOrEqual(0.945);
  });
});

it.each([
  [0.005, 0.96, 1, 1, 1],
  [0.01, 0.52, 0.99, 1, 1],
  [0.02, 0.17, 0.57, 1, 1],
  [0.05, 0.06, 0.14, 0.69, 1],
])('is certain enough as often as docs/configuration.md says: a spread of %d', (spread, ...parts) => {
  const seen = [5, 10, 25, 50].map((loss) =>
    partOf({ spread, rate: 200_000, loss }, ({ least }) => least >= loss / 2),
  );
  for (const [i, part] of parts.entries()) expect(Math.abs((seen[i] ?? 0) - part)).toBeLessThanOrEqual(0.03);
});
