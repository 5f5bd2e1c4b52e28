import { type CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { namingTransients } from '../../shared/adapters/transient.ts';
import { SIGNAL, signalMetric } from '../contract/signals.ts';
import type { SignalLevels } from '../ports/signal-levels.ts';

/** The metric Signal, with the signal's name as its dimension. */
export class CloudWatchSignalLevels implements SignalLevels {
  readonly #client: CloudWatchClient;
  readonly #migration: string;

  constructor(client: CloudWatchClient, migration: string) {
    this.#client = client;
    this.#migration = migration;
  }

  async publish(levels: ReadonlyMap<string, 0 | 1>, at: number): Promise<void> {
    if (levels.size === 0) return;
    const { namespace, metricName } = signalMetric(this.#migration);
    const command = new PutMetricDataCommand({
      Namespace: namespace,
      MetricData: [...levels].map(([name, level]) => ({
        MetricName: metricName,
        Dimensions: [{ Name: SIGNAL, Value: name }],
        Value: level,
        Timestamp: new Date(at),
      })),
    });
    await namingTransients('CloudWatch PutMetricData', () => this.#client.send(command));
  }
}
