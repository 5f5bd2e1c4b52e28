import { transitionsOfSteps } from '../checks/budget.ts';
import { ended, toldOnce } from '../checks/executions.ts';
import { MIGRATED } from '../checks/outcomes.ts';
import { approves, CLOSED, DECISION_NEEDED } from '../people/habits.ts';
import type { MigrationScenario } from './scenario.ts';

/** The whole migration, as it should go. */
export const week: MigrationScenario = {
  of: 'migration',
  name: 'week',
  about: 'the whole migration: five steps, an approval after half, the drain, the end',
  when: async ({ onCall }) => {
    const migration = await onCall.migrates();
    await approves(onCall);
    await onCall.seesTheEndOf(migration);
  },
  checks: [
    ended('Decide', { status: 'SUCCEEDED' }),
    ...MIGRATED,
    transitionsOfSteps(5),
    toldOnce('a decision was needed', DECISION_NEEDED),
    toldOnce('the migration was closed', CLOSED),
  ],
};
