import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { RequestMetric } from '../contract/request-metric.ts';
import { readPoints } from './metric-points.ts';

/** Epoch milliseconds. */
export interface Window {
  readonly from: number;
  readonly until: number;
  readonly now: number;
}

/** The sum of a metric's datapoints, 0 when it has none; or why it is unknown. */
export type Sum = { readonly sum: number } | { readonly why: string };

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
  { from, until, now }: Window,
): Promise<readonly Sum[]> {
  const seconds = KEPT.find(({ age }) => now - from < age)?.period;
  if (seconds === undefined) return metrics.map(() => ({ why: 'CloudWatch keeps metrics for 455 days' }));
  const queries = metrics.map((metric) => ({ metric, statistic: 'Sum' }));
  const whole = (ms: number) => floorTo(ms, seconds).getTime();
  const readings = await readPoints(client, queries, { from: whole(from), until: whole(until), seconds });
  return readings.map((each) =>
    each.known ? { sum: [...each.value.values()].reduce((sum, value) => sum + value, 0) } : { why: each.why },
  );
}

/** The beginning of the period that a time (epoch milliseconds) lies in. */
export function floorTo(ms: number, periodSeconds: number): Date {
  const period = periodSeconds * 1000;
  return new Date(Math.floor(ms / period) * period);
}
