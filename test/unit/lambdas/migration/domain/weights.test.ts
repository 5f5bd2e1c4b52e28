import fc from 'fast-check';
import { shareOf, weightsFor } from '../../../../../lambdas/migration/domain/weights.ts';

describe('weightsFor', () => {
  it.each([
    [0, 100, 0],
    [100, 0, 100],
    [1, 99, 1],
    [25, 75, 25],
    [50, 50, 50],
    [99, 1, 99],
    [12.5, 7, 1],
    [0.5, 199, 1],
    [99.5, 1, 199],
    [2.5, 39, 1],
  ])('%d %% is exactly legacy %d, cluster %d', (percent, legacy, cluster) => {
    expect(weightsFor(percent)).toEqual({ legacy, cluster });
    expect(shareOf(weightsFor(percent))).toBeCloseTo(percent, 9);
  });

  it.each([
    [0.1, 255, 1],
    [99.9, 1, 255],
  ])(
    '%d %% is more than two weights can say: the nearest, never 0 and never all',
    (percent, legacy, cluster) => {
      expect(weightsFor(percent)).toEqual({ legacy, cluster });
    },
  );

  it.each([-1, 100.0001, Number.NaN, Number.POSITIVE_INFINITY])('refuses %d', (percent) => {
    expect(() => weightsFor(percent)).toThrow(RangeError);
  });

  it('gives weights of 0–255, never both 0, as near as any pair, and never moves against the share', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 100, noNaN: true }), (percent) => {
        const weights = weightsFor(percent);
        for (const weight of Object.values(weights)) {
          expect(Number.isInteger(weight) && weight >= 0 && weight <= 255).toBe(true);
        }
        expect(weights.legacy + weights.cluster).toBeGreaterThan(0);
        expect(weights.cluster > 0).toBe(percent > 0);
        expect(weights.legacy > 0).toBe(percent < 100);
        const distance = Math.abs(shareOf(weights) - percent);
        const nearby = bestDistanceByTrial(percent);
        expect(distance).toBeLessThanOrEqual(nearby + 1e-6);
      }),
      { numRuns: 200 },
    );
  });
});

/** All pairs that leave neither member out, tried one by one. */
function bestDistanceByTrial(percent: number): number {
  if (percent === 0 || percent === 100) return 0;
  let best = Number.POSITIVE_INFINITY;
  for (let cluster = 1; cluster <= 255; cluster++) {
    const exact = (cluster * (100 - percent)) / percent;
    for (const legacy of [Math.floor(exact), Math.ceil(exact)].map((w) => Math.min(255, Math.max(1, w)))) {
      best = Math.min(best, Math.abs((cluster * 100) / (cluster + legacy) - percent));
    }
  }
  return best;
}
