import { type CloudWatchClient, type MetricDatum, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { namingTransients } from '../../shared/adapters/transient.ts';

/** Of a metric that the migration makes itself. */
export interface OwnMetric {
  readonly namespace: string;
  readonly metricName: string;
}

/** Puts values of one metric, of one moment: epoch milliseconds. @throws TransientFailure */
export async function putMetric(
  client: CloudWatchClient,
  { namespace, metricName }: OwnMetric,
  at: number,
  values: readonly Pick<MetricDatum, 'Value' | 'Dimensions' | 'Unit'>[],
): Promise<void> {
  const data = values.map((each) => ({ MetricName: metricName, Timestamp: new Date(at), ...each }));
  await putValues(client, namespace, data);
}

/** @param data as many as one call takes @throws TransientFailure */
export async function putValues(
  client: CloudWatchClient,
  namespace: string,
  data: MetricDatum[],
): Promise<void> {
  const command = new PutMetricDataCommand({ Namespace: namespace, MetricData: data });
  await namingTransients('CloudWatch PutMetricData', () => client.send(command));
}
