import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { owedMetric } from '../contract/data-plane.ts';
import type { OwedLatch } from '../ports/owed-latch.ts';
import { putMetric } from './put-metric.ts';

/** The metric RollbackOwed. */
export class CloudWatchOwedLatch implements OwedLatch {
  readonly #client: CloudWatchClient;
  readonly #migration: string;

  constructor(client: CloudWatchClient, migration: string) {
    this.#client = client;
    this.#migration = migration;
  }

  say(owed: boolean, at: number): Promise<void> {
    return putMetric(this.#client, owedMetric(this.#migration), at, [{ Value: owed ? 1 : 0 }]);
  }
}
