import { array, assert, double, property } from 'fast-check';
import { inWords, percentilesOf } from '../../../../../../lambdas/migration/domain/databases/latency.ts';

describe('A percentile', () => {
  it('is a value that at least so many do not exceed, and the least such', () => {
    const values = array(double({ noNaN: true, min: 0, max: 1e6 }), { minLength: 1, maxLength: 200 });
    assert(
      property(values, (measured) => {
        const { p50, p95, p99, max } = percentilesOf(measured) ?? {};
        for (const [share, value = Number.NaN] of [
          [0.5, p50],
          [0.95, p95],
          [0.99, p99],
          [1, max],
        ] as const) {
          const notAbove = measured.filter((one) => one <= value).length;
          const below = measured.filter((one) => one < value).length;
          expect(notAbove).toBeGreaterThanOrEqual(share * measured.length - 1e-9);
          expect(below).toBeLessThan(share * measured.length + 1e-9);
        }
      }),
    );
  });

  it('of 99 % is the slowest of fewer than a hundred', () => {
    expect(percentilesOf([3, 1, 2])).toEqual({ p50: 2, p95: 3, p99: 3, max: 3 });
    const hundred = Array.from({ length: 100 }, (_, i) => i + 1);
    expect(percentilesOf(hundred)).toEqual({ p50: 50, p95: 95, p99: 99, max: 100 });
    expect(percentilesOf([])).toBeUndefined();
  });

  it('is said in three digits', () => {
    expect(inWords({ p50: 0.12345, p95: 1, p99: 10.06, max: 1234 })).toBe(
      'p50 0.123 ms, p95 1 ms, p99 10.1 ms, max 1230 ms',
    );
  });
});
