import { cloudWatch } from '../adapters/cloudwatch-client.ts';
import { CloudWatchOwedLatch } from '../adapters/cloudwatch-owed-latch.ts';
import type { OwedLatch } from '../ports/owed-latch.ts';

export function openOwedLatch(migration: string): OwedLatch {
  return new CloudWatchOwedLatch(cloudWatch, migration);
}
