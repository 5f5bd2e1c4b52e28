import { type CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { namingTransients } from '../../shared/adapters/transient.ts';
import { owedMetric } from '../contract/data-plane.ts';
import type { OwedLatch } from '../ports/owed-latch.ts';

/** The metric RollbackOwed. */
export class CloudWatchOwedLatch implements OwedLatch {
  readonly #client: CloudWatchClient;
  readonly #migration: string;

  constructor(client: CloudWatchClient, migration: string) {
    this.#client = client;
    this.#migration = migration;
  }

  async say(owed: boolean, at: number): Promise<void> {
    const { namespace, metricName } = owedMetric(this.#migration);
    const datum = { MetricName: metricName, Value: owed ? 1 : 0, Timestamp: new Date(at) };
    const command = new PutMetricDataCommand({ Namespace: namespace, MetricData: [datum] });
    await namingTransients('CloudWatch PutMetricData', () => this.#client.send(command));
  }
}
