import { someCallsThrottled } from '../../checks/migration/calls.ts';
import { MIGRATED } from '../../checks/migration/outcomes.ts';
import { approvesUntil, migrates } from '../../people/migration/habits.ts';
import type { MigrationScenario } from './scenario.ts';

/** Route 53 allows the account ten requests a second, fifty after a pause, and somebody else makes nearly all of them. */
export const throttled: MigrationScenario = {
  of: 'migration',
  name: 'throttled',
  about: 'somebody else uses nine tenths of the requests that Route 53 allows the account',
  given: { foreign: { requests: 0.9, changes: 0.9 } },
  when: async ({ onCall, scene }) => {
    const migration = await migrates(onCall);
    await approvesUntil(onCall, scene);
    await onCall.seesTheEndOf(migration);
  },
  checks: [someCallsThrottled, ...MIGRATED],
};
