import { decided } from '../../checks/executions.ts';
import type { Evidence } from '../../checks/migration/evidence.ts';
import { BACK_BY_ALARM } from '../../checks/migration/outcomes.ts';
import { approvalsBefore, halfStep } from '../../estate/migration/steps.ts';
import { approvesUntil, failsAtHalf, migrates, ROLLED_BACK } from '../../people/migration/habits.ts';
import type { Given, Scene } from '../../scenes/migration/scene.ts';
import { type Fitting, needing } from '../scenario.ts';
import { anAlarmAtHalf } from './alarm-needs.ts';
import type { ForeseenEstate } from './foresight.ts';
import type { MigrationScenario } from './scenario.ts';

const BAD = { failing: 0.2 };

/** No person acts but those who approve. */
export const failingAtHalf: Fitting<ForeseenEstate, Given, Scene, Evidence> = needing(
  anAlarmAtHalf(BAD),
  (_, { settings }) => ({
    when: async ({ onCall, meanwhile, scene }) => {
      const migration = await migrates(onCall);
      meanwhile('the cluster', async (cluster) => void (await failsAtHalf(cluster, scene, BAD)));
      await approvesUntil(onCall, scene, halfStep(settings));
      await onCall.seesTheEndOf(migration);
      await onCall.isNotified(ROLLED_BACK);
    },
    checks: [decided(approvalsBefore(settings, halfStep(settings))), ...BACK_BY_ALARM],
  }),
);

/** Half of the traffic is on the cluster when it begins to fail. No person acts; everything is rolled back automatically. */
export const alarmAtHalf: MigrationScenario = {
  of: 'migration',
  name: 'alarm-at-half',
  about: 'the cluster fails while it has half of the traffic: its alarm rolls back without help',
  ...failingAtHalf,
};
