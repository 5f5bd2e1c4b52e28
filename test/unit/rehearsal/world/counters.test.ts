import { type Counter, type Counts, countedElsewhere } from '../../../../rehearsal/world/counters.ts';
import { counter, gauge } from '../../../../rehearsal/world/observations.ts';

const metric = { namespace: 'Ingress', metricName: 'of-the-cluster', dimensions: {} };
const ERRORS: Counter = { metric, counts: 'errors', as: 'each', unit: 'Count', hasZeros: false, part: 1 };

/** Of 1,000 requests 100 find no room, and 50 fail. */
const MINUTE: Counts = {
  requests: 1000,
  turnedAway: 100,
  failed: 150,
  answered: [{ count: 880, meanSeconds: 0.1 }],
  luck: 0,
};
const QUIET: Counts = { requests: 0, turnedAway: 0, failed: 0, answered: [], luck: 0 };

const seen = (change: Partial<Counter>, served = MINUTE) =>
  countedElsewhere([[{ countedBy: [{ ...ERRORS, ...change }] }, served]], 'countedBy');

it.each<[Partial<Counter>, object]>([
  [{ counts: 'requests' }, counter(900)],
  [{ counts: 'requests', as: 'total', unit: 'None' }, gauge(900)],
  [{}, counter(50)],
  [{ as: 'total' }, gauge(50)],
  [{ as: 'percent', unit: 'Percent' }, gauge(5000 / 900)],
  [{ part: 0.5 }, counter(25)],
])('counts what comes to where it counts, with %j', (change, observed) => {
  expect(seen(change)).toEqual([[metric, observed, change.unit ?? 'Count']]);
});

it('has the times of answers, in the unit in which they are published', () => {
  const [[, seconds] = []] = seen({ counts: 'latency', as: 'seconds' });
  const [[, milliseconds] = []] = seen({ counts: 'latency', as: 'milliseconds' });
  expect(seconds).toMatchObject({ count: 880, sum: 88 });
  expect(milliseconds?.sum).toBeCloseTo(88_000);
  expect(milliseconds?.maximum).toBeCloseTo(1000 * (seconds?.maximum ?? 0));
});

it('has nothing of a minute without any, unless it has zeros', () => {
  expect(seen({}, QUIET)).toEqual([]);
  expect(seen({ as: 'percent' }, QUIET)).toEqual([]);
  expect(seen({ counts: 'latency', as: 'seconds' }, QUIET)).toEqual([]);
  expect(seen({ hasZeros: true }, QUIET)).toEqual([[metric, gauge(0), 'Count']]);
  // No request failed: that is a percentage.
  expect(seen({ as: 'percent' }, { ...QUIET, requests: 10 })).toEqual([[metric, gauge(0), 'Count']]);
});

it('counts the requests of several load balancers together', () => {
  const percent: Counter = { ...ERRORS, as: 'percent' };
  const balancers = [MINUTE, { ...QUIET, requests: 100 }].map(
    (served) => [{ countedBy: [percent] }, served] as const,
  );
  expect(countedElsewhere(balancers, 'countedBy')).toEqual([[metric, gauge(5), 'Count']]);
});
