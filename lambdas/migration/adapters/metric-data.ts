import {
  type CloudWatchClient,
  GetMetricDataCommand,
  type MetricDataQuery,
  type StandardUnit,
} from '@aws-sdk/client-cloudwatch';
import { answersOf } from '../../shared/adapters/answers-of.ts';
import type { AlarmMetric, AlarmQuery } from '../domain/alarm.ts';

const { unreadable } = answersOf('CloudWatch');

/** Whether there is a datapoint between `from` and `until`, ISO 8601. @throws UnreadableAnswer when CloudWatch doesn't know */
export async function hasData(
  client: CloudWatchClient,
  source: AlarmMetric | AlarmQuery,
  from: string,
  until: string,
): Promise<boolean> {
  let NextToken: string | undefined;
  do {
    const answer = await client.send(
      new GetMetricDataCommand({
        MetricDataQueries: [queryFor(source)],
        StartTime: new Date(from),
        EndTime: new Date(until),
        ...(NextToken && { NextToken }),
      }),
    );
    NextToken = answer.NextToken;
    for (const { StatusCode, Values } of answer.MetricDataResults ?? []) {
      if (Values?.length) return true;
      // Without this, "may not be read" and "not all was read" would look like "no data".
      const isRead = StatusCode === 'Complete' || (StatusCode === 'PartialData' && NextToken);
      if (!isRead) throw unreadable(nameOf(source), `its data has the status ${StatusCode ?? 'missing'}`);
    }
  } while (NextToken);
  return false;
}

/** CloudWatch keeps periods under a minute for three hours only, and answers in whole minutes for longer. */
const SHORTEST_PERIOD = 60;

function queryFor(source: AlarmMetric | AlarmQuery): MetricDataQuery {
  const Period = Math.max(SHORTEST_PERIOD, source.periodSeconds);
  const asked = { Id: 'asked', ...(source.account !== '' && { AccountId: source.account }) };
  if ('expression' in source) return { ...asked, Expression: source.expression, Period };
  const { namespace, metricName, dimensions, statistic, unit } = source;
  const Metric = {
    Namespace: namespace,
    MetricName: metricName,
    Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
  };
  return {
    ...asked,
    MetricStat: { Metric, Period, Stat: statistic, ...(unit !== '' && { Unit: unit as StandardUnit }) },
  };
}

function nameOf(source: AlarmMetric | AlarmQuery): string {
  return 'expression' in source ? source.expression : source.metricName;
}
