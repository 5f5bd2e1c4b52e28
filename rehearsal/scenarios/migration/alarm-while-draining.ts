import { ended } from '../../checks/executions.ts';
import { BACK_BY_ALARM } from '../../checks/migration/outcomes.ts';
import { approves, migrates, ROLLED_BACK } from '../../people/migration/habits.ts';
import { failingBetween } from '../../world/load-balancer.ts';
import { HOUR } from '../../world/minutes.ts';
import type { MigrationScenario } from './scenario.ts';

/** Legacy's records are gone, legacy is still there: the way back is still open. */
export const alarmWhileDraining: MigrationScenario = {
  of: 'migration',
  name: 'alarm-while-draining',
  about: "the cluster fails when legacy's records are already gone: rolled back out of the drain",
  given: { cluster: (start) => failingBetween(start + 190 * HOUR, start + 194 * HOUR, 0.2) },
  when: async ({ onCall }) => {
    const migration = await migrates(onCall);
    await approves(onCall);
    await onCall.sees('Migrate', 'WaitForDrain');
    await onCall.seesTheEndOf(migration);
    await onCall.isNotified(ROLLED_BACK);
  },
  checks: [ended('Decide', { status: 'SUCCEEDED' }), ...BACK_BY_ALARM],
};
