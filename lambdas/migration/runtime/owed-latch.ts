import type { MigrationSettings } from '../contract/settings.ts';
import type { OwedLatch } from '../ports/owed-latch.ts';

/**
 * Undefined without a rollback by the data plane. CloudWatch's client is in a file of its own, and is loaded when it is first
 * used: a rollback without it starts faster.
 */
export function owedLatchOf({
  migration,
  dataPlane,
}: Pick<MigrationSettings, 'migration' | 'dataPlane'>): OwedLatch | undefined {
  if (!dataPlane) return undefined;
  return {
    say: async (owed, at) => {
      const { openOwedLatch } = await import('#apart/owed-latch.js');
      return openOwedLatch(migration).say(owed, at);
    },
  };
}
