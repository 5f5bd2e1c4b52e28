import { ended, toldOnce } from '../../checks/executions.ts';
import { waitedForChanges } from '../../checks/migration/calls.ts';
import { BACK_ON_LEGACY } from '../../checks/migration/outcomes.ts';
import { migrates, ROLLED_BACK, rollsBack } from '../../people/migration/habits.ts';
import { RATE_LIMITS } from '../../route53/index.ts';
import type { MigrationScenario } from './scenario.ts';

/**
 * For the account's limit on changes the zones have many names: a step takes all that it lets through at once, and a
 * rollback right after it has to wait until it has refilled. The configuration doesn't know how low the limit is.
 */
export const throttledByChanges: MigrationScenario = {
  of: 'migration',
  name: 'throttled-by-changes',
  about: 'Route 53 takes few changes from the account: a rollback right after a step waits for the refill',
  given: { limits: { ...RATE_LIMITS, changes: { capacity: 40, perSecond: 2 } } },
  when: async ({ onCall }) => {
    const migration = await migrates(onCall);
    await onCall.sees('Migrate', 'WaitForPropagation');
    const rollBack = await rollsBack(onCall, { reason: 'customers cannot pay' });
    await onCall.seesTheEndOf(migration);
    await onCall.isTold(ROLLED_BACK);
    await onCall.seesTheEndOf(rollBack);
  },
  checks: [
    ended('Migrate', { status: 'ABORTED' }),
    waitedForChanges('RestoreLegacy'),
    ...BACK_ON_LEGACY,
    toldOnce('it was rolled back', ROLLED_BACK),
  ],
};
