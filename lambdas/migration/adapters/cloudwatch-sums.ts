import {
  type CloudWatchClient,
  type MetricDataQuery,
  paginateGetMetricData,
} from '@aws-sdk/client-cloudwatch';
import type { RequestMetric } from '../contract/request-metric.ts';

/** Epoch milliseconds. */
export interface Window {
  readonly from: number;
  readonly until: number;
  readonly now: number;
}

/** The sum of a metric's datapoints, 0 when it has none; or why it is unknown. */
export type Sum = { readonly sum: number } | { readonly why: string };

/** GetMetricData takes at most this many queries. */
export const QUERIES_A_CALL = 500;

const HOUR = 3_600_000;
/**
 * How old `from` may be for a period (milliseconds; periods in seconds): CloudWatch keeps datapoints of a minute for
 * 15 days, of five for 63 and of an hour for 455. An hour less, because the window begins with a whole period and
 * the call takes its time. Source: GetMetricData's `StartTime`.
 */
const KEPT = [
  { period: 60, age: 15 * 24 * HOUR - HOUR },
  { period: 300, age: 63 * 24 * HOUR - HOUR },
  { period: 3600, age: 455 * 24 * HOUR - HOUR },
] as const;

/** The sum of each metric over the window, in whole periods from the one that `from` lies in. Never throws. */
export async function sumOver(
  client: CloudWatchClient,
  metrics: readonly RequestMetric[],
  window: Window,
): Promise<readonly Sum[]> {
  const sums: Sum[] = [];
  for (let i = 0; i < metrics.length; i += QUERIES_A_CALL)
    sums.push(...(await sumSome(client, metrics.slice(i, i + QUERIES_A_CALL), window)));
  return sums;
}

/** A metric as CloudWatch's calls name it. */
export function sdkMetric({ namespace, metricName, dimensions }: RequestMetric) {
  const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
  return { Namespace: namespace, MetricName: metricName, Dimensions };
}

async function sumSome(
  client: CloudWatchClient,
  metrics: readonly RequestMetric[],
  { from, until, now }: Window,
): Promise<readonly Sum[]> {
  const period = KEPT.find(({ age }) => now - from < age)?.period;
  if (period === undefined) return metrics.map(() => ({ why: 'CloudWatch keeps metrics for 455 days' }));
  const queries = metrics.map((metric, i) => queryFor(metric, i, period));
  try {
    return await readSums(client, queries, floorTo(from, period), floorTo(until, period));
  } catch (error) {
    const { name, message } = error as Error;
    return metrics.map(() => ({ why: `CloudWatch GetMetricData: ${name}: ${message}` }));
  }
}

async function readSums(
  client: CloudWatchClient,
  queries: MetricDataQuery[],
  StartTime: Date,
  EndTime: Date,
): Promise<readonly Sum[]> {
  const totals = new Map<string, number>();
  const statuses = new Map<string, string>();
  const pages = paginateGetMetricData({ client }, { MetricDataQueries: queries, StartTime, EndTime });
  for await (const { MetricDataResults = [] } of pages) {
    for (const { Id = '', Values = [], StatusCode = 'missing' } of MetricDataResults) {
      totals.set(
        Id,
        Values.reduce((sum, value) => sum + value, totals.get(Id) ?? 0),
      );
      statuses.set(Id, StatusCode);
    }
  }
  // A status other than Complete on the last page says that the sum lacks something.
  return queries.map(({ Id = '' }) => {
    const status = statuses.get(Id) ?? 'missing';
    if (status !== 'Complete') return { why: `CloudWatch's answer has the status ${status}` };
    return { sum: totals.get(Id) ?? 0 };
  });
}

function queryFor(metric: RequestMetric, index: number, period: number): MetricDataQuery {
  return { Id: `m${index}`, MetricStat: { Metric: sdkMetric(metric), Period: period, Stat: 'Sum' } };
}

/** The beginning of the period that a time (epoch milliseconds) lies in. */
export function floorTo(ms: number, periodSeconds: number): Date {
  const period = periodSeconds * 1000;
  return new Date(Math.floor(ms / period) * period);
}
