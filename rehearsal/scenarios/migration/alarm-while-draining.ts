import { decided } from '../../checks/executions.ts';
import { BACK_BY_ALARM } from '../../checks/migration/outcomes.ts';
import { approvalsBefore } from '../../estate/migration/steps.ts';
import { approvesUntil, failsFor, migrates, ROLLED_BACK } from '../../people/migration/habits.ts';
import { HOUR } from '../../world/minutes.ts';
import { needing } from '../scenario.ts';
import { anAlarmWhileDraining } from './alarm-needs.ts';
import type { MigrationScenario } from './scenario.ts';

const BAD = { failing: 0.2 };

/** Legacy's records are gone, legacy is still there: the way back is still open. */
export const alarmWhileDraining: MigrationScenario = {
  of: 'migration',
  name: 'alarm-while-draining',
  about: "the cluster fails when legacy's records are already gone: rolled back out of the drain",
  ...needing(anAlarmWhileDraining(BAD), (_, { settings }) => ({
    when: async ({ onCall, scene }) => {
      const migration = await migrates(onCall);
      await approvesUntil(onCall, scene);
      await onCall.sees('Migrate', 'WaitForDrain');
      await onCall.waits(settings.drain.minimumStaySeconds / 60 / 2);
      failsFor(scene, 4 * HOUR, BAD);
      await onCall.seesTheEndOf(migration);
      await onCall.isNotified(ROLLED_BACK);
    },
    checks: [decided(approvalsBefore(settings)), ...BACK_BY_ALARM],
  })),
};
