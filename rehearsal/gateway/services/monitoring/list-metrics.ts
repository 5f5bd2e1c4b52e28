import { list, optionalString, optionalWord, requiredString, structure } from '../../protocol/input.ts';
import { pageOf } from '../../protocol/paging.ts';
import type { Operation } from '../../protocol/rpc-service.ts';
import type { MonitoringSource, SourceMetric } from '../monitoring-source.ts';
import { PAGE_TOKEN } from './describe-alarms.ts';

const NAME = { min: 1, max: 255 };
const METRICS_A_PAGE = 500;
const FILTERS_A_CALL = 10;

/** `ListMetrics`: SPEC.md, "Metrics". */
export function listMetrics(source: MonitoringSource): Operation {
  return ({ input }) => {
    const asked = {
      namespace: optionalString(input, 'Namespace', NAME),
      metricName: optionalString(input, 'MetricName', NAME),
      dimensions: list(input, 'Dimensions', FILTERS_A_CALL).map(dimensionFilter),
      recentlyActive: optionalWord(input, 'RecentlyActive', ['PT3H']),
    };
    const found = source
      .metrics(asked.recentlyActive === undefined ? {} : { activeWithinHours: 3 })
      .filter((metric) => matches(metric, asked))
      .toSorted((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
    const token = optionalString(input, 'NextToken', PAGE_TOKEN);
    const page = pageOf(found, METRICS_A_PAGE, token, asked);
    return {
      Metrics: page.items.map(({ namespace, metricName, dimensions }) => ({
        Namespace: namespace,
        MetricName: metricName,
        Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
      })),
      NextToken: page.nextToken,
    };
  };
}

interface DimensionFilter {
  readonly name: string;
  /** Undefined: any value. */
  readonly value: string | undefined;
}

interface Asked {
  readonly namespace: string | undefined;
  readonly metricName: string | undefined;
  readonly dimensions: readonly DimensionFilter[];
}

function dimensionFilter(item: unknown): DimensionFilter {
  const given = structure(item, 'Dimensions');
  return {
    name: requiredString(given, 'Name', NAME),
    value: optionalString(given, 'Value', { min: 1, max: 1024 }),
  };
}

function matches(metric: SourceMetric, { namespace, metricName, dimensions }: Asked): boolean {
  return (
    (namespace === undefined || metric.namespace === namespace) &&
    (metricName === undefined || metric.metricName === metricName) &&
    dimensions.every(({ name, value }) => {
      const has = Object.hasOwn(metric.dimensions, name) ? metric.dimensions[name] : undefined;
      return has !== undefined && (value === undefined || has === value);
    })
  );
}

function sortKey({ namespace, metricName, dimensions }: SourceMetric): string {
  return JSON.stringify([namespace, metricName, Object.entries(dimensions).toSorted()]);
}
