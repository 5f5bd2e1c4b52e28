import { ended, notifiedOnce } from '../../checks/executions.ts';
import { waitedForChanges } from '../../checks/migration/calls.ts';
import { BACK_ON_LEGACY } from '../../checks/migration/outcomes.ts';
import { migrates, ROLLED_BACK, rollsBack } from '../../people/migration/habits.ts';
import { RATE_LIMITS } from '../../route53/index.ts';
import type { MigrationScenario } from './scenario.ts';

/**
 * The zones have many names for the account's limit on changes: a step uses up the whole burst, and a rollback right after
 * it must wait for the refill. The configuration doesn't know how low the limit is.
 */
export const throttledByChanges: MigrationScenario = {
  of: 'migration',
  name: 'throttled-by-changes',
  about: 'Route 53 allows the account few changes: a rollback right after a step waits for the refill',
  given: { limits: { ...RATE_LIMITS, changes: { capacity: 40, perSecond: 2 } } },
  when: async ({ onCall }) => {
    const migration = await migrates(onCall);
    await onCall.sees('Migrate', 'WaitForPropagation');
    const rollBack = await rollsBack(onCall, { reason: 'customers cannot pay' });
    await onCall.seesTheEndOf(migration);
    await onCall.isNotified(ROLLED_BACK);
    await onCall.seesTheEndOf(rollBack);
  },
  checks: [
    ended('Migrate', { status: 'ABORTED' }),
    waitedForChanges('RestoreLegacy'),
    ...BACK_ON_LEGACY,
    notifiedOnce('it was rolled back', ROLLED_BACK),
  ],
};
