import {
  type CloudWatchClient,
  type MetricDataQuery,
  paginateGetMetricData,
  type StandardUnit,
} from '@aws-sdk/client-cloudwatch';
import { answersOf } from '../../shared/adapters/answers-of.ts';
import type { AlarmMetric, AlarmQuery } from '../domain/alarm.ts';
import { sdkMetric } from './metric-points.ts';

const { unreadable } = answersOf('CloudWatch');

/** Whether there is a datapoint between `from` and `until`, ISO 8601. @throws UnreadableAnswer when CloudWatch doesn't know */
export async function hasData(
  client: CloudWatchClient,
  source: AlarmMetric | AlarmQuery,
  from: string,
  until: string,
): Promise<boolean> {
  const window = { StartTime: new Date(from), EndTime: new Date(until) };
  const pages = paginateGetMetricData({ client }, { MetricDataQueries: [queryFor(source)], ...window });
  for await (const { MetricDataResults = [], NextToken } of pages) {
    for (const { StatusCode, Values } of MetricDataResults) {
      if (Values?.length) return true;
      requireRead(StatusCode, NextToken, nameOf(source));
    }
  }
  return false;
}

/**
 * Without this, "may not be read" and "not all was read" would look like "no data".
 * @param status of a result @param nextToken of its page: the rest of the data may be on a later one
 * @throws UnreadableAnswer
 */
export function requireRead(
  status: string | undefined,
  nextToken: string | undefined,
  subject: string,
): void {
  if (status === 'Complete' || (status === 'PartialData' && nextToken)) return;
  throw unreadable(subject, `its data has the status ${status ?? 'missing'}`);
}

/** CloudWatch keeps periods under a minute for three hours only, and answers in whole minutes for longer. */
const SHORTEST_PERIOD = 60;

function queryFor(source: AlarmMetric | AlarmQuery): MetricDataQuery {
  const Period = Math.max(SHORTEST_PERIOD, source.periodSeconds);
  const asked = { Id: 'asked', ...(source.account !== '' && { AccountId: source.account }) };
  if ('expression' in source) return { ...asked, Expression: source.expression, Period };
  const { statistic, unit } = source;
  const inUnit = unit !== '' && { Unit: unit as StandardUnit };
  return { ...asked, MetricStat: { Metric: sdkMetric(source), Period, Stat: statistic, ...inUnit } };
}

function nameOf(source: AlarmMetric | AlarmQuery): string {
  return 'expression' in source ? source.expression : source.metricName;
}
