import { decided, notifiedOnce, notifiedTimes } from '../../checks/executions.ts';
import { transitionsOfSteps } from '../../checks/migration/budget.ts';
import { watchEnded } from '../../checks/migration/calls.ts';
import { dashboardShown, queriesAnswered } from '../../checks/migration/dashboard.ts';
import { MIGRATED } from '../../checks/migration/outcomes.ts';
import { approvalsBefore } from '../../estate/migration/steps.ts';
import { approvesUntil, CLOSED, DECISION_NEEDED, migrates } from '../../people/migration/habits.ts';
import { needing } from '../scenario.ts';
import type { MigrationScenario } from './scenario.ts';

/** The whole migration, as it should go. */
export const week: MigrationScenario = {
  of: 'migration',
  name: 'week',
  about: 'the whole migration: each step, the approvals, the drain, the end',
  ...needing(
    (estate) => estate.settings.steps,
    (steps, { settings }) => ({
      when: async ({ onCall, scene }) => {
        const migration = await migrates(onCall);
        await approvesUntil(onCall, scene);
        await onCall.seesTheEndOf(migration);
        await onCall.waits(2);
      },
      checks: [
        decided(approvalsBefore(settings)),
        ...MIGRATED,
        transitionsOfSteps(steps),
        watchEnded,
        dashboardShown,
        queriesAnswered,
        notifiedTimes(approvalsBefore(settings), 'a decision was needed', DECISION_NEEDED),
        notifiedOnce('the migration was closed', CLOSED),
      ],
    }),
  ),
};
