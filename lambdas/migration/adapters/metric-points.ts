import {
  type CloudWatchClient,
  type MetricDataQuery,
  paginateGetMetricData,
} from '@aws-sdk/client-cloudwatch';
import { answersOf } from '../../shared/adapters/answers-of.ts';
import type { RequestMetric } from '../contract/request-metric.ts';
import type { Periods, Series, SeriesQuery } from '../domain/compare/periods.ts';
import { type Reading, whyNotKnown } from '../domain/reading.ts';

const { given } = answersOf('CloudWatch');

/** GetMetricData takes at most this many queries. */
const QUERIES_A_CALL = 500;

/** A metric as CloudWatch's calls name it. */
export function sdkMetric({ namespace, metricName, dimensions }: RequestMetric) {
  const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
  return { Namespace: namespace, MetricName: metricName, Dimensions };
}

/** The datapoints of each, however many there are; one that can't be read says why, and hides no other. Never throws. */
export async function readPoints(
  client: CloudWatchClient,
  queries: readonly Omit<SeriesQuery<RequestMetric>, 'periods'>[],
  periods: Periods,
): Promise<readonly Reading<Series>[]> {
  const found: Reading<Series>[] = [];
  for (let i = 0; i < queries.length; i += QUERIES_A_CALL) {
    const some = queries.slice(i, i + QUERIES_A_CALL);
    try {
      found.push(...(await ask(client, some, periods)));
    } catch (error) {
      const why = `CloudWatch GetMetricData: ${whyNotKnown(error)}`;
      found.push(...some.map(() => ({ known: false, why }) as const));
    }
  }
  return found;
}

async function ask(
  client: CloudWatchClient,
  queries: readonly Omit<SeriesQuery<RequestMetric>, 'periods'>[],
  { from, until, seconds }: Periods,
): Promise<readonly Reading<Series>[]> {
  const MetricDataQueries = queries.map(
    ({ metric, statistic }, i): MetricDataQuery => ({
      Id: `m${i}`,
      MetricStat: { Metric: sdkMetric(metric), Period: seconds, Stat: statistic },
    }),
  );
  const window = { StartTime: new Date(from), EndTime: new Date(until) };
  const points = new Map(MetricDataQueries.map(({ Id }) => [Id, new Map<number, number>()]));
  const statuses = new Map<string, string>();
  for await (const { MetricDataResults = [] } of paginateGetMetricData(
    { client },
    { MetricDataQueries, ...window },
  ))
    for (const { Id = '', Timestamps = [], Values = [], StatusCode = 'missing' } of MetricDataResults) {
      statuses.set(Id, StatusCode);
      for (const [i, value] of Values.entries())
        points.get(Id)?.set(given(Timestamps[i], Id, 'the time of a value').getTime(), value);
    }
  return [...points].map(([Id = '', value]) => {
    // One other than Complete on the last page says that datapoints are missing.
    const status = statuses.get(Id) ?? 'missing';
    if (status === 'Complete') return { known: true, value };
    return { known: false, why: `CloudWatch's answer has the status ${status}` };
  });
}
