import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { failingNamesMetric } from '../contract/name-probe.ts';
import type { FailingNames } from '../ports/failing-names.ts';
import { putMetric } from './put-metric.ts';

/** The metric FailingNames: one in all, however many names there are. */
export class CloudWatchFailingNames implements FailingNames {
  readonly #client: CloudWatchClient;
  readonly #migration: string;

  constructor(client: CloudWatchClient, migration: string) {
    this.#client = client;
    this.#migration = migration;
  }

  publish(percent: number, at: number): Promise<void> {
    const metric = failingNamesMetric(this.#migration);
    return putMetric(this.#client, metric, at, [{ Value: percent, Unit: 'Percent' }]);
  }
}
