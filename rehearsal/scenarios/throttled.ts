import { someCallsThrottled } from '../checks/calls.ts';
import { MIGRATED } from '../checks/outcomes.ts';
import { approves } from '../people/habits.ts';
import type { MigrationScenario } from './scenario.ts';

/** Route 53 takes five requests a second from the whole account, and somebody else makes half of them. */
export const throttled: MigrationScenario = {
  of: 'migration',
  name: 'throttled',
  about: 'somebody else uses half of the five requests a second that Route 53 takes',
  given: { foreignRate: 2.5 },
  when: async ({ onCall }) => {
    const migration = await onCall.migrates();
    await approves(onCall);
    await onCall.seesTheEndOf(migration);
  },
  checks: [someCallsThrottled, ...MIGRATED],
};
