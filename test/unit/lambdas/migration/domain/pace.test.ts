import fc from 'fast-check';
import {
  asksTooMuch,
  delayFor,
  fullPace,
  type Pace,
  spend,
  taken,
  throttled,
} from '../../../../../lambdas/migration/domain/pace.ts';

const LIMIT = { burst: 500, perSecond: 50 };

/** The times at which calls of these costs begin, milliseconds. */
function beginnings(pace: Pace, costs: readonly number[]): number[] {
  let now = 0;
  return costs.map((cost) => {
    now += delayFor(pace, cost, now);
    pace = taken(spend(pace, cost, now));
    return now;
  });
}

describe('A pace', () => {
  it('lets through its share of the bucket, then what refills', () => {
    expect(beginnings(fullPace(LIMIT, 0.8, 0), [250, 150, 40, 250])).toEqual([0, 0, 1000, 7250]);
  });

  it('waits for a full bucket if a call costs more than that, and pays the debt afterwards', () => {
    expect(beginnings(fullPace(LIMIT, 0.2, 0), [250, 10])).toEqual([0, 16_000]);
  });

  it('is never below one call at once', () => {
    expect(delayFor(fullPace({ burst: 1, perSecond: 1 }, 0.1, 0), 1, 0)).toBe(0);
  });

  it('takes in no time more than its share', () => {
    const costs = fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 2, maxLength: 40 });
    fc.assert(
      fc.property(costs, fc.double({ min: 0.1, max: 1, noNaN: true }), (each, share) => {
        const times = beginnings(fullPace(LIMIT, share, 0), each);
        for (const [from, begin] of times.entries()) {
          let sum = 0;
          for (const [i, end] of times.entries()) {
            if (i < from) continue;
            sum += each[i] ?? 0;
            // The last one may be a debt.
            const most = share * (LIMIT.burst + ((end - begin) / 1000) * LIMIT.perSecond) + 300;
            expect(sum).toBeLessThanOrEqual(most + 1e-6);
          }
        }
      }),
    );
  });
});

describe('A pace that is throttled', () => {
  const full = fullPace(LIMIT, 0.8, 0);

  it('asks again after a part of the refill, and gets slower once for each call', () => {
    const once = throttled(spend(full, 250, 0), 250, 0);
    expect(once.perSecond).toBeCloseTo(36);
    expect(delayFor(once, 250, 0)).toBeCloseTo(250_000 / 36 / 16);
    const twice = throttled(once, 250, 0);
    expect(twice.perSecond).toBeCloseTo(36);
  });

  it('asks not more often than four times a second, and ever less often once a refill is over', () => {
    let pace = throttled(full, 1, 0);
    const pauses: number[] = [];
    for (let i = 0; i < 40; i++) {
      pauses.push(Math.round(delayFor(pace, 1, 0)));
      pace = throttled(pace, 1, 0);
    }
    expect(new Set(pauses.slice(0, 32))).toEqual(new Set([250]));
    expect(pauses.slice(32)).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
  });

  it('says that a call asks too much once it has waited longer than any refill takes', () => {
    let pace = full;
    let asked = 0;
    for (let now = 0; !asksTooMuch(pace); asked++) {
      pace = throttled(pace, 250, now);
      now += delayFor(pace, 250, now);
      expect(asksTooMuch(pace)).toBe(now >= (2 * 250_000) / 36 - 1);
    }
    expect(asked).toBe(32);
    expect(asksTooMuch(taken(pace))).toBe(false);
  });

  it('gets as fast again as it was, and no faster', () => {
    let pace = throttled(full, 10, 0);
    const rates = Array.from({ length: 10 }, () => {
      pace = taken(pace);
      return Math.round(pace.perSecond * 10) / 10;
    });
    expect(rates).toEqual([36.8, 37.6, 38.4, 39.2, 40, 40, 40, 40, 40, 40]);
  });
});
