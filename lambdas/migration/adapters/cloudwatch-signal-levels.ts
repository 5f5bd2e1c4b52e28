import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { SIGNAL, signalMetric } from '../contract/signals.ts';
import type { SignalLevels } from '../ports/signal-levels.ts';
import { putMetric } from './put-metric.ts';

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
    const values = [...levels].map(([name, level]) => ({
      Dimensions: [{ Name: SIGNAL, Value: name }],
      Value: level,
    }));
    await putMetric(this.#client, signalMetric(this.#migration), at, values);
  }
}
