import type { Counter } from '../../../../rehearsal/world/counters.ts';
import { type LoadBalancer, steady } from '../../../../rehearsal/world/load-balancer.ts';
import { type MetricId, Metrics } from '../../../../rehearsal/world/metrics.ts';
import { MINUTE } from '../../../../rehearsal/world/minutes.ts';
import { counter } from '../../../../rehearsal/world/observations.ts';
import { pastOf } from '../../../../rehearsal/world/past.ts';

const BEGIN = Date.UTC(2027, 0, 4, 8);
const DAY = 24 * 60 * MINUTE;
const TRAFFIC = { requestsPerMinute: 1000, swing: 0.5, busiestHour: 18, weekend: 0.5 };
const REQUESTS = {
  namespace: 'AWS/NetworkELB',
  metricName: 'NewFlowCount',
  dimensions: { LoadBalancer: 'net/a/1' },
};
const OWN = { namespace: 'Own', metricName: 'Requests', dimensions: {} };

const balancer: LoadBalancer = {
  id: 'net/a/1',
  family: 'network',
  dnsName: 'a.example.',
  ipv4: [],
  ipv6: [],
  zones: [],
  hosts: () => [],
  health: steady(),
  countedBy: [{ metric: OWN, counts: 'requests', as: 'each', unit: 'Count', hasZeros: false, part: 1 }],
};
const bare: LoadBalancer = { ...balancer, id: 'bare', family: 'uncounted' };
const options = { seed: 1, begin: BEGIN };
const past = pastOf(new Map([[balancer, 0.4]]), TRAFFIC, options);

/** In the hour that begins so many days before the world. */
function hourBefore(days: number, id: MetricId = REQUESTS, of = past): number {
  const metrics = new Metrics(BEGIN, of);
  const from = BEGIN - days * DAY;
  return metrics.statistic(id, 'Sum', from, from + 60 * MINUTE) ?? 0;
}

it('is as the present: the same hour of each working day, and less at a weekend', () => {
  const weekAgo = hourBefore(7);
  expect(Math.abs(weekAgo / hourBefore(14) - 1)).toBeLessThan(0.05);
  expect(hourBefore(1) / weekAgo).toBeCloseTo(0.5, 1);
  const other = pastOf(new Map([[balancer, 0.8]]), TRAFFIC, options);
  expect(hourBefore(7, REQUESTS, other) / weekAgo).toBeCloseTo(2, 1);
});

it('is the same whenever it is asked, and joined with what came later', () => {
  expect(hourBefore(7)).toBe(hourBefore(7));
  const metrics = new Metrics(BEGIN, past);
  metrics.put(REQUESTS, BEGIN, counter(7), 'Count');
  const before = metrics.statistic(REQUESTS, 'Sum', BEGIN - MINUTE, BEGIN) ?? 0;
  expect(metrics.statistic(REQUESTS, 'Sum', BEGIN - MINUTE, BEGIN + MINUTE)).toBe(before + 7);
});

it('has what somebody else counts, and nothing of other metrics or of what CloudWatch has forgotten', () => {
  expect(hourBefore(7, OWN)).toBe(hourBefore(7));
  expect(hourBefore(7, { ...REQUESTS, metricName: 'ActiveFlowCount' })).toBe(0);
  expect(hourBefore(500)).toBe(0);
});

it('has requests in the form in which somebody else publishes them, and none of the errors', () => {
  const [requests] = balancer.countedBy ?? [];
  if (!requests) throw new Error('there is a counter');
  const errors = { ...requests, counts: 'errors' as const };
  const total = { ...requests, as: 'total' as const };
  const samples = (by: Counter) => {
    const metrics = new Metrics(
      BEGIN,
      pastOf(new Map([[{ ...bare, countedBy: [by] }, 1]]), TRAFFIC, options),
    );
    return metrics.statistic(OWN, 'SampleCount', BEGIN - 60 * MINUTE, BEGIN);
  };
  expect(samples(total)).toBe(60);
  expect(samples(requests)).toBeGreaterThan(1000);
  expect(samples(errors)).toBeUndefined();
});

it('has of bare addresses only what somebody else counts', () => {
  const ofBare = pastOf(new Map([[bare, 1]]), TRAFFIC, options);
  expect(hourBefore(7, OWN, ofBare)).toBeGreaterThan(0);
});
