/** What load balancers counted before the world began: CloudWatch remembers it, and soaks may be judged by it. */
import { metricOf } from './balancer-metrics.ts';
import { type Counter, countOf } from './counters.ts';
import type { LoadBalancer } from './load-balancer.ts';
import { keyOf, type MetricId } from './metrics.ts';
import { DAY, MINUTE } from './minutes.ts';
import type { Observations } from './observations.ts';
import { arrivals, randomFor } from './random.ts';
import { requestsAt, type Traffic } from './traffic.ts';

/** What was observed in the minute at `at`; undefined: nothing. */
export type Past = (id: MetricId, at: number) => Observations | undefined;

type Requests = Omit<Counter, 'counts' | 'unit'>;

function countersOf(balancer: LoadBalancer): readonly Requests[] {
  const own = [balancer, ...(balancer.behind ?? [])]
    .filter(({ family }) => family !== 'uncounted')
    .map((each) => ({ metric: metricOf(each, 'requests'), as: 'each' as const, hasZeros: false, part: 1 }));
  const elsewhere = [...(balancer.countedBy ?? []), ...(balancer.scrapedBy ?? [])];
  return [...own, ...elsewhere.filter(({ counts }) => counts === 'requests')];
}

/** What CloudWatch keeps by whole hours, for longest. Source: GetMetricData's `StartTime`. */
const REMEMBERED = 455 * DAY;
const SALT = 0x3c6ef372;

/**
 * Requests came as they come now, and nothing else is known.
 * @param parts of all requests, by load balancer
 * @param begin of the world, epoch milliseconds
 */
export function pastOf(
  parts: ReadonlyMap<LoadBalancer, number>,
  traffic: Traffic,
  { seed, begin }: { readonly seed: number; readonly begin: number },
): Past {
  const counted = new Map<string, Requests>();
  for (const [balancer, share] of parts)
    for (const by of countersOf(balancer)) {
      const key = keyOf(by.metric);
      const part = (counted.get(key)?.part ?? 0) + share * by.part;
      if (share > 0) counted.set(key, { ...by, part });
    }
  return (id, at) => {
    const by = counted.get(keyOf(id));
    if (by === undefined || at < begin - REMEMBERED) return undefined;
    return countOf(arrivals(requestsAt(traffic, at) * by.part, randomFor(seed ^ SALT, at / MINUTE)), by);
  };
}
