import * as fc from 'fast-check';
import {
  looksAtNames,
  roundMinutes,
  watchedLimits,
} from '../../../../../../lambdas/migration/domain/watch/pace.ts';

const LIMITS = {
  requests: { burst: 50, perSecond: 10 },
  changes: { burst: 500, perSecond: 50 },
  leftForOthers: 0.2,
};
/** As the pacer takes it. */
const share = ({ leftForOthers }: typeof LIMITS) => 1 - leftForOthers;

describe('the pace of Watch', () => {
  it('is what a step leaves to others, and what a step takes while the run waits', () => {
    expect(share(watchedLimits(LIMITS, false))).toBeCloseTo(0.2);
    expect(share(watchedLimits(LIMITS, true))).toBeCloseTo(0.8);
  });

  it('and that of a step are never more than the account may', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 0.9, noNaN: true }), (leftForOthers) => {
        const limits = { ...LIMITS, leftForOthers };
        expect(share(limits) + share(watchedLimits(limits, false))).toBeLessThanOrEqual(1 + 1e-9);
      }),
    );
  });

  it.each([
    ['a shop', [3, 2], 1],
    ['no name', [], 1],
    ['100 zones with 100 names each', Array.from({ length: 100 }, () => 100), 10],
    ['one zone with 10,000 names', [10_000], 7],
    ['the most, 100 zones with 2,500 names each', Array.from({ length: 100 }, () => 2_500), 170],
  ])('looks at all names of %s once in so many minutes', (_what, names, minutes) => {
    expect(roundMinutes(names)).toBe(minutes);
  });

  it('looks at the names of each zone once in a round', () => {
    fc.assert(
      fc.property(fc.nat(99), fc.integer({ min: 1, max: 200 }), fc.nat(1_000_000), (zone, minutes, begin) => {
        const times = Array.from({ length: minutes }, (_, i) =>
          looksAtNames(zone, minutes, (begin + i) * 60_000),
        );
        expect(times.filter(Boolean)).toHaveLength(1);
      }),
    );
  });
});
