import { ended, notifiedOnce } from '../../checks/executions.ts';
import { transitionsOfSteps } from '../../checks/migration/budget.ts';
import { MIGRATED } from '../../checks/migration/outcomes.ts';
import { approves, CLOSED, DECISION_NEEDED, migrates } from '../../people/migration/habits.ts';
import type { MigrationScenario } from './scenario.ts';

/** The whole migration, as it should go. */
export const week: MigrationScenario = {
  of: 'migration',
  name: 'week',
  about: 'the whole migration: five steps, an approval after half, the drain, the end',
  when: async ({ onCall }) => {
    const migration = await migrates(onCall);
    await approves(onCall);
    await onCall.seesTheEndOf(migration);
  },
  checks: [
    ended('Decide', { status: 'SUCCEEDED' }),
    ...MIGRATED,
    transitionsOfSteps(5),
    notifiedOnce('a decision was needed', DECISION_NEEDED),
    notifiedOnce('the migration was closed', CLOSED),
  ],
};
