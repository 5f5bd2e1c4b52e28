import type { RequestMetric } from '../../../lambdas/migration/contract/request-metric.ts';
import type { Series, SeriesQuery } from '../../../lambdas/migration/domain/compare/periods.ts';
import { beginsOf, isPrometheus } from '../../../lambdas/migration/domain/compare/periods.ts';
import type { Reading } from '../../../lambdas/migration/domain/reading.ts';
import type { MetricSeries } from '../../../lambdas/migration/ports/metric-series.ts';

type Asked = SeriesQuery<RequestMetric>;

/** What a test says that a metric is in a period; by default nothing is known of any. */
export class FixedSeries implements MetricSeries {
  valueOf: (query: Asked, period: number) => number | undefined = () => undefined;
  /** What can't be read, by the name of the metric, and why. */
  readonly unreadable = new Map<string, string>();
  readonly asked: Asked[] = [];

  async read(queries: readonly SeriesQuery[]): Promise<readonly Reading<Series>[]> {
    const inCloudWatch = queries.filter((query): query is Asked => !isPrometheus(query.metric));
    this.asked.push(...inCloudWatch);
    return inCloudWatch.map((query): Reading<Series> => {
      const why = this.unreadable.get(query.metric.metricName);
      if (why !== undefined) return { known: false, why };
      const points = beginsOf(query.periods).flatMap((at, i) => {
        const value = this.valueOf(query, i);
        return value === undefined ? [] : [[at, value] as const];
      });
      return { known: true, value: new Map(points) };
    });
  }
}
