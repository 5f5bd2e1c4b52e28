import { ended } from '../checks/executions.ts';
import { BACK_ON_LEGACY } from '../checks/outcomes.ts';
import { restoredOnce } from '../checks/zones.ts';
import { ROLLED_BACK } from '../people/habits.ts';
import type { MigrationScenario } from './scenario.ts';

/** Two people have the same idea, and a third one asks again the day after. */
export const rollbackTwice: MigrationScenario = {
  of: 'migration',
  name: 'rollback-twice',
  about: 'two people roll back at the same moment, and one of them again later: it is done once',
  when: async ({ onCall }) => {
    const migration = await onCall.migrates();
    await onCall.sees('Migrate', 'Soak');
    await onCall.waits(8 * 60);
    await Promise.all([
      onCall.rollsBack({ reason: 'customers cannot pay' }),
      onCall.rollsBack({ reason: 'the shop is broken' }),
    ]);
    await onCall.seesTheEndOf(migration);
    await onCall.isTold(ROLLED_BACK);
    await onCall.seesAllAtRest();
    await onCall.waits(24 * 60);
    const again = await onCall.rollsBack({});
    await onCall.seesTheEndOf(again);
  },
  checks: [ended('Migrate', { status: 'ABORTED' }), ...BACK_ON_LEGACY, restoredOnce],
};
