import { cloudWatch } from '../adapters/cloudwatch-client.ts';
import { CloudWatchSeries } from '../adapters/cloudwatch-series.ts';
import type { PrometheusQuery } from '../contract/prometheus-settings.ts';
import type { RequestMetric } from '../contract/request-metric.ts';
import { isPrometheus, type SeriesQuery } from '../domain/compare/periods.ts';
import type { MetricSeries } from '../ports/metric-series.ts';

const inCloudWatch = new CloudWatchSeries(cloudWatch);

/** What asks Prometheus is in a file of its own, and is loaded when it is first needed: most soaks ask none. */
export const metricSeries: MetricSeries = {
  read: async (queries) => {
    const ofPrometheus = queries.filter(isAskedOfPrometheus);
    const others = queries.filter(
      (query): query is SeriesQuery<RequestMetric> => !isAskedOfPrometheus(query),
    );
    const [fromPrometheus, fromCloudWatch] = await Promise.all([
      askPrometheus(ofPrometheus),
      inCloudWatch.read(others),
    ]);
    const [next, nextOther] = [fromPrometheus.values(), fromCloudWatch.values()];
    return queries.map((query) => (isAskedOfPrometheus(query) ? next : nextOther).next().value ?? NOT_ASKED);
  },
};

const NOT_ASKED = { known: false, why: 'it was not queried' } as const;

async function askPrometheus(queries: readonly SeriesQuery<PrometheusQuery>[]) {
  if (queries.length === 0) return [];
  const { openPrometheus } = await import('#apart/prometheus-series.js');
  return openPrometheus().read(queries);
}

function isAskedOfPrometheus(query: SeriesQuery): query is SeriesQuery<PrometheusQuery> {
  return isPrometheus(query.metric);
}
