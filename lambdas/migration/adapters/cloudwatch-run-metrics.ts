import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { ownNamespace, SIDE } from '../contract/own-metrics.ts';
import type { RunDatum } from '../domain/run-metrics.ts';
import { putValues } from './put-metric.ts';

/** PutMetricData takes so many values at once. Source: CloudWatch's quotas. */
const VALUES_A_CALL = 1000;

/** The metrics that `RUN_METRICS` names. @throws TransientFailure */
export async function publishRunMetrics(
  client: CloudWatchClient,
  migration: string,
  data: readonly RunDatum[],
): Promise<void> {
  const values = data.map(({ metricName, side, at, value, unit }) => ({
    MetricName: metricName,
    Timestamp: new Date(at),
    Value: value,
    Unit: unit,
    ...(side !== undefined && { Dimensions: [{ Name: SIDE, Value: side }] }),
  }));
  for (let i = 0; i < values.length; i += VALUES_A_CALL)
    await putValues(client, ownNamespace(migration), values.slice(i, i + VALUES_A_CALL));
}
