import { Metrics } from '../../../../rehearsal/world/metrics.ts';
import { MINUTE } from '../../../../rehearsal/world/minutes.ts';

const BEGIN = Date.UTC(2027, 0, 4, 8);
const id = {
  namespace: 'AWS/ELB',
  metricName: 'Latency',
  dimensions: { LoadBalancerName: 'a', AvailabilityZone: 'b' },
};
const observed = (sum: number, count = 1) => ({ sum, count, minimum: sum / count / 2, maximum: sum });

function filled(): Metrics {
  const metrics = new Metrics(BEGIN);
  metrics.put(id, BEGIN, observed(10, 2));
  metrics.put(id, BEGIN + 3 * MINUTE + 17_000, observed(2));
  return metrics;
}

it.each([
  ['Sum', 12],
  ['Average', 4],
  ['Minimum', 1],
  ['Maximum', 10],
  ['SampleCount', 3],
] as const)('%s over several minutes is %d', (statistic, value) => {
  expect(filled().statistic(id, statistic, BEGIN, BEGIN + 10 * MINUTE)).toBe(value);
});

it('is in the unit in which it was put, and in no other', () => {
  const metrics = new Metrics(BEGIN);
  metrics.put(id, BEGIN, observed(10), 'Seconds');
  expect(['Seconds', 'Milliseconds', 'None'].map((unit) => metrics.isIn(id, unit))).toEqual([
    true,
    false,
    false,
  ]);
  expect(metrics.isIn({ ...id, metricName: 'Other' }, 'None')).toBe(false);
});

it('counts the minutes from the first to before the last alone', () => {
  const metrics = filled();
  expect(metrics.statistic(id, 'Sum', BEGIN, BEGIN + 3 * MINUTE)).toBe(10);
  expect(metrics.statistic(id, 'Sum', BEGIN + MINUTE, BEGIN + 4 * MINUTE)).toBe(2);
});

it('has nothing where nothing was observed, which is not zero', () => {
  expect(filled().statistic(id, 'Sum', BEGIN + MINUTE, BEGIN + 3 * MINUTE)).toBeUndefined();
  expect(
    filled().statistic({ ...id, metricName: 'RequestCount' }, 'Sum', BEGIN, BEGIN + MINUTE),
  ).toBeUndefined();
});

it('is the same metric whatever the order of its dimensions, and another one with others', () => {
  const reversed = { ...id, dimensions: { AvailabilityZone: 'b', LoadBalancerName: 'a' } };
  expect(filled().statistic(reversed, 'Sum', BEGIN, BEGIN + MINUTE)).toBe(10);
  const fewer = { ...id, dimensions: { LoadBalancerName: 'a' } };
  expect(filled().statistic(fewer, 'Sum', BEGIN, BEGIN + MINUTE)).toBeUndefined();
});

it('forgets what was observed from a moment on', () => {
  const metrics = filled();
  metrics.forgetFrom(BEGIN + MINUTE);
  expect(metrics.statistic(id, 'Sum', BEGIN, BEGIN + 10 * MINUTE)).toBe(10);
});

it('refuses what was observed before the world began', () => {
  expect(() => filled().put(id, BEGIN - 1, observed(1))).toThrow('before the world');
});

describe('what somebody publishes', () => {
  const own = { namespace: 'KopsCutover', metricName: 'RollbackOwed', dimensions: { Migration: 'shop' } };

  it('is added to the values of its minute', () => {
    const metrics = new Metrics(BEGIN);
    for (const value of [1, 0, 1]) metrics.publish(own, BEGIN + 5_000, value, 'Count');
    const read = (statistic: string) => metrics.statistic(own, statistic, BEGIN, BEGIN + MINUTE);
    expect(['Sum', 'SampleCount', 'Minimum', 'Maximum'].map(read)).toEqual([2, 3, 0, 1]);
  });

  it('is not forgotten when a world goes back, as what was observed is', () => {
    const metrics = new Metrics(BEGIN);
    metrics.publish(own, BEGIN + MINUTE, 1);
    metrics.put(id, BEGIN + MINUTE, observed(1));
    metrics.forgetFrom(BEGIN);
    expect(metrics.ids()).toContainEqual(own);
    expect(metrics.statistic(own, 'Maximum', BEGIN, BEGIN + 2 * MINUTE)).toBe(1);
    expect(metrics.statistic(id, 'Maximum', BEGIN, BEGIN + 2 * MINUTE)).toBeUndefined();
  });
});
