/** What load balancers counted before the world began: CloudWatch remembers it, and soaks may be judged by it. */
import { metricOf } from './balancer-metrics.ts';
import type { Counter, LoadBalancer } from './load-balancer.ts';
import { keyOf, type MetricId } from './metrics.ts';
import { DAY, MINUTE } from './minutes.ts';
import { counter, type Observations } from './observations.ts';
import { arrivals, randomFor } from './random.ts';
import { requestsAt, type Traffic } from './traffic.ts';

/** What was observed in the minute at `at`; undefined: nothing. */
export type Past = (id: MetricId, at: number) => Observations | undefined;

function countersOf(balancer: LoadBalancer): readonly Counter[] {
  const own = balancer.family === 'uncounted' ? [] : [{ metric: metricOf(balancer, 'requests'), part: 1 }];
  return [...own, ...(balancer.countedBy ?? [])];
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
  const partOf = new Map<string, number>();
  for (const [balancer, share] of parts)
    for (const { metric, part } of countersOf(balancer)) {
      const key = keyOf(metric);
      if (share > 0) partOf.set(key, (partOf.get(key) ?? 0) + share * part);
    }
  return (id, at) => {
    const part = partOf.get(keyOf(id));
    if (part === undefined || at < begin - REMEMBERED) return undefined;
    const count = arrivals(requestsAt(traffic, at) * part, randomFor(seed ^ SALT, at / MINUTE));
    return count > 0 ? counter(count) : undefined;
  };
}
