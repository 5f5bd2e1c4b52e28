import { ended } from '../../checks/executions.ts';
import { BACK_ON_LEGACY } from '../../checks/migration/outcomes.ts';
import { restoredOnce } from '../../checks/migration/zones.ts';
import { soakOf } from '../../estate/migration/steps.ts';
import { migrates, ROLLED_BACK, rollsBack } from '../../people/migration/habits.ts';
import { needing } from '../scenario.ts';
import { theFirstStep } from './needs.ts';
import type { MigrationScenario } from './scenario.ts';

/** Two people roll back at once, and one of them again the day after. */
export const rollbackTwice: MigrationScenario = {
  of: 'migration',
  name: 'rollback-twice',
  about: 'two people roll back at the same time, and one of them again later: it is done once',
  ...needing(theFirstStep, (first) => ({
    when: async ({ onCall }) => {
      const migration = await migrates(onCall);
      await onCall.sees('Migrate', soakOf(first));
      await onCall.waits((first.soakSeconds / 60) * (2 / 3));
      await Promise.all([
        rollsBack(onCall, { reason: 'customers cannot pay' }),
        rollsBack(onCall, { reason: 'the shop is broken' }),
      ]);
      await onCall.seesTheEndOf(migration);
      await onCall.isNotified(ROLLED_BACK);
      await onCall.seesAllAtRest();
      await onCall.waits(24 * 60);
      const again = await rollsBack(onCall, {});
      await onCall.seesTheEndOf(again);
    },
    checks: [ended('Migrate', { status: 'ABORTED' }), ...BACK_ON_LEGACY, restoredOnce],
  })),
};
