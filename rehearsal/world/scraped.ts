/** What a Prometheus has of the requests of each side, and what queries make of it. ../prometheus/SPEC.md */
import type { Counter } from './counters.ts';
import type { MetricId, Metrics } from './metrics.ts';
import { MINUTE } from './minutes.ts';

/** In which forms a query may give a quantity. */
export const SCRAPED_FORMS = {
  /** `total`: how many came in the period. */
  requests: ['total'],
  /** `percent` and `ratio` (0–1): of the period's requests. */
  errors: ['total', 'percent', 'ratio'],
  /** Of the period's answers. */
  latency: ['seconds', 'milliseconds'],
} as const;

export type Scraped = keyof typeof SCRAPED_FORMS;

/** What a query gives. */
export interface ScrapedQuantity {
  /** Whose requests it is about. */
  readonly of: 'legacy' | 'cluster';
  readonly counts: Scraped;
  readonly as: (typeof SCRAPED_FORMS)[Scraped][number];
  /** Of a total: whether it is 0 where nothing came; otherwise there is no value. */
  readonly hasZeros: boolean;
}

/** Counts all that comes to a side. It is there from the beginning, so it has zeros. */
export function scrapersOf(side: ScrapedQuantity['of']): readonly Counter[] {
  return (['requests', 'errors', 'latency'] as const).map((counts) => ({
    metric: METRICS[side][counts],
    counts,
    as: counts === 'latency' ? 'seconds' : 'each',
    unit: 'None',
    hasZeros: true,
    part: 1,
  }));
}

const METRICS = { legacy: metricsOf('legacy'), cluster: metricsOf('cluster') };

function metricsOf(side: string): Readonly<Record<Scraped, MetricId>> {
  const metric = (metricName: Scraped) => ({ namespace: 'Prometheus', metricName, dimensions: { side } });
  return { requests: metric('requests'), errors: metric('errors'), latency: metric('latency') };
}

/**
 * What the query gives of [`from`, `to`), both whole minutes; undefined: nothing.
 * @param statistic of a latency: `Average` or a percentile
 */
export function scrapedIn(
  scraped: Pick<Metrics, 'statistic'>,
  { of, counts, as, hasZeros }: ScrapedQuantity,
  { from, to, statistic }: { readonly from: number; readonly to: number; readonly statistic: string },
): number | undefined {
  const { requests, errors, latency } = METRICS[of];
  // A counter that begins within the period says nothing of the whole.
  const sumOf = (metric: MetricId) =>
    scraped.statistic(metric, 'Sum', from, from + MINUTE) === undefined
      ? undefined
      : scraped.statistic(metric, 'Sum', from, to);
  if (counts === 'latency') {
    const seconds = scraped.statistic(latency, statistic, from, to);
    return seconds === undefined || as === 'seconds' ? seconds : seconds * 1000;
  }
  const total = sumOf(counts === 'errors' ? errors : requests);
  if (total === undefined) return undefined;
  if (as === 'total') return total > 0 || hasZeros ? total : undefined;
  const all = sumOf(requests) ?? 0;
  if (all === 0) return undefined;
  return as === 'percent' ? (100 * total) / all : total / all;
}
