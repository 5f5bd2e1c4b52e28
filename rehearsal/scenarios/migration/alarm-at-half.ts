import { ended } from '../../checks/executions.ts';
import { BACK_BY_ALARM } from '../../checks/migration/outcomes.ts';
import { migrates, ROLLED_BACK } from '../../people/migration/habits.ts';
import { failingBetween } from '../../world/load-balancer.ts';
import { HOUR } from '../../world/minutes.ts';
import type { MigrationScenario } from './scenario.ts';

/** Half of the traffic is on the cluster when it begins to fail. No person acts; everything is rolled back automatically. */
export const alarmAtHalf: MigrationScenario = {
  of: 'migration',
  name: 'alarm-at-half',
  about: 'the cluster fails while it has half of the traffic: its alarm rolls back without help',
  given: { cluster: (start) => failingBetween(start + 54 * HOUR, start + 57 * HOUR, 0.2) },
  when: async ({ onCall }) => {
    const migration = await migrates(onCall);
    await onCall.seesTheEndOf(migration);
    await onCall.isNotified(ROLLED_BACK);
  },
  checks: [ended('Decide'), ...BACK_BY_ALARM],
};
