import { Metrics } from '../../../../rehearsal/world/metrics.ts';
import { MINUTE } from '../../../../rehearsal/world/minutes.ts';
import { counter, gauge, timings } from '../../../../rehearsal/world/observations.ts';
import { type ScrapedQuantity, scrapedIn, scrapersOf } from '../../../../rehearsal/world/scraped.ts';

const BEGIN = 30 * MINUTE;
const [REQUESTS, ERRORS, LATENCY] = scrapersOf('cluster').map(({ metric }) => metric);

/** Of the minutes from BEGIN on: 100 requests in each, of which so many failed, and 0.2 s in the mean. */
function scraped(...failed: readonly number[]): Metrics {
  const metrics = new Metrics(BEGIN);
  for (const [i, errors] of failed.entries()) {
    const at = BEGIN + i * MINUTE;
    if (REQUESTS) metrics.put(REQUESTS, at, counter(100));
    if (ERRORS) metrics.put(ERRORS, at, errors > 0 ? counter(errors) : gauge(0));
    if (LATENCY) metrics.put(LATENCY, at, timings([{ count: 100, meanSeconds: 0.2 }], 0));
  }
  return metrics;
}

function gives(
  quantity: Partial<ScrapedQuantity>,
  metrics = scraped(0, 3, 0),
  minutes = [0, 3],
  statistic = '',
) {
  const [from = 0, to = 0] = minutes.map((minute) => BEGIN + minute * MINUTE);
  const whole = { of: 'cluster', counts: 'errors', as: 'total', hasZeros: false, ...quantity } as const;
  return scrapedIn(metrics, whole, { from, to, statistic });
}

it('is how many there were, or which part of the requests of the whole period', () => {
  expect(gives({ counts: 'requests' })).toBe(300);
  expect(gives({})).toBe(3);
  expect(gives({ as: 'percent' })).toBe(1);
  expect(gives({ as: 'ratio' })).toBe(0.01);
});

it('is 0 where there was none only for a counter that has zeros', () => {
  expect(gives({}, scraped(0, 0))).toBeUndefined();
  expect(gives({ hasZeros: true }, scraped(0, 0))).toBe(0);
  expect(gives({ as: 'ratio' }, scraped(0, 0), [0, 2])).toBe(0);
});

it('is nothing of a period that begins before anybody counted, or on the other side', () => {
  expect(gives({ hasZeros: true }, scraped(1, 2), [-1, 2])).toBeUndefined();
  expect(gives({ as: 'percent' }, scraped(1, 2), [-1, 2])).toBeUndefined();
  expect(gives({ of: 'legacy', hasZeros: true })).toBeUndefined();
  expect(gives({ of: 'legacy', counts: 'latency', as: 'seconds' }, undefined, [0, 3], 'p95')).toBeUndefined();
});

it('is a statistic of the latency, in its unit', () => {
  const seconds = gives({ counts: 'latency', as: 'seconds' }, undefined, [0, 3], 'p95');
  expect(seconds).toBeGreaterThan(0.3);
  expect(gives({ counts: 'latency', as: 'milliseconds' }, undefined, [0, 3], 'p95')).toBe(
    1000 * (seconds ?? 0),
  );
  expect(gives({ counts: 'latency', as: 'seconds' }, undefined, [0, 3], 'Average')).toBeCloseTo(0.2);
});
