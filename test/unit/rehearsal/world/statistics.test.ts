import { counter, gauge, timings } from '../../../../rehearsal/world/observations.ts';
import { reducerOf } from '../../../../rehearsal/world/statistics.ts';

const of = (statistic: string, ...observed: Parameters<NonNullable<ReturnType<typeof reducerOf>>>[0]) => {
  const reduce = reducerOf(statistic);
  if (!reduce) throw new Error(`${statistic} is not known`);
  return reduce(observed);
};
const many = timings([{ count: 100_000, meanSeconds: 1 }], 0);

describe('response times around a mean of 1 s', () => {
  it.each([
    ['Average', 1, 1],
    ['p50', 0.83, 0.84],
    ['p90', 1.79, 1.82],
    ['p99', 3.3, 3.4],
    ['p99.9', 5.2, 5.4],
    ['p100', 5.9, 6],
    ['p0', 0.19, 0.21],
    ['tm99', 0.95, 0.98],
    ['TM(:90%)', 0.8, 0.85],
    ['TM(25%:75%)', 0.83, 0.86],
    ['IQM', 0.83, 0.86],
    ['tc90', 89_999, 90_001],
    ['TC(10%:90%)', 79_999, 80_001],
    ['ts100', 99_000, 101_000],
    ['PR(1:)', 38, 38.5],
    ['PR(:1)', 61.5, 62],
  ])('have a %s from %d to %d', (statistic, least, most) => {
    const value = of(statistic, many);
    expect(value).toBeGreaterThanOrEqual(least);
    expect(value).toBeLessThanOrEqual(most);
  });

  it('of two groups have those of the slow one in their tail', () => {
    const mixed = timings(
      [
        { count: 97_000, meanSeconds: 0.1 },
        { count: 3_000, meanSeconds: 10 },
      ],
      0,
    );
    expect(of('p90', mixed)).toBeLessThan(0.3);
    expect(of('p99', mixed)).toBeGreaterThan(5);
    expect(of('p90', many, mixed)).toBeGreaterThan(of('p90', mixed));
  });

  it.each([1, 2, 5, 30])('of %d requests: no percentile lies beyond what was observed', (count) => {
    for (const luck of [-1, -0.3, 0, 0.7, 1]) {
      const few = timings([{ count, meanSeconds: 1 }], luck);
      const values = ['p0', 'p10', 'p50', 'p90', 'p99', 'p99.9', 'p100'].map((name) => of(name, few));
      expect(values).toEqual(values.toSorted((a, b) => a - b));
      expect([values[0], values.at(-1)]).toEqual([few.minimum, few.maximum]);
    }
  });

  it('of one request are its own, which is as likely below the median as above it', () => {
    const { minimum, maximum } = timings([{ count: 1, meanSeconds: 1 }], 0);
    expect([minimum, maximum].map((value) => value.toFixed(2))).toEqual(['0.84', '0.84']);
  });

  it('of several minutes have the greatest of them as p100', () => {
    const minutes = [-1, 1].map((luck) => timings([{ count: 50, meanSeconds: 1 }], luck));
    expect(of('p100', ...minutes)).toBe(of('Maximum', ...minutes));
    expect(of('p0', ...minutes)).toBe(of('Minimum', ...minutes));
  });

  it('of few requests seldom show the tail', () => {
    const few = timings([{ count: 5, meanSeconds: 1 }], 0);
    expect(of('p99.9', few)).toBeLessThan(of('p99', many));
  });
});

it('counts of 1 have percentiles of 1, and gauges those of their minutes', () => {
  expect(of('p99', counter(40), counter(7))).toBe(1);
  const hosts = [1, 2, 3, 4].map(gauge);
  expect(['p25', 'p50', 'p75', 'p99', 'Maximum'].map((name) => of(name, ...hosts))).toEqual([1, 2, 3, 4, 4]);
});

it.each(['wm90', 'WM(10%:90%)', 'TM(1:2)', 'p101', 'p', 'P99', 'median', 'PR(1%:2%)'])(
  'does not know %s',
  (statistic) => expect(reducerOf(statistic)).toBeUndefined(),
);
