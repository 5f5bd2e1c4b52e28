import { reportedOnce } from '../../checks/migration/calls.ts';
import { BACK_BY_ALARM } from '../../checks/migration/outcomes.ts';
import { notifiedOfAlarmsBefore, oneRolledBackForAll } from '../../checks/migration/roll-backs.ts';
import { restoredOnce } from '../../checks/migration/zones.ts';
import { halfStep } from '../../estate/migration/steps.ts';
import { approvesUntil, failsAtHalf, migrates, ROLLED_BACK } from '../../people/migration/habits.ts';
import { needing } from '../scenario.ts';
import { alarmsTogetherAtHalf } from './alarm-needs.ts';
import type { MigrationScenario } from './scenario.ts';

/** So badly that all alarms fire even at the quietest hour. */
const BADLY = { failing: 0.98, latencySeconds: 8 };

/** Everything fails at once, as it does: each alarm starts a rollback, and so does the end of the migration. */
export const alarmStorm: MigrationScenario = {
  of: 'migration',
  name: 'alarm-storm',
  about:
    'the cluster fails so badly that its alarms fire within a minute: one rollback, one message, one report',
  ...needing(alarmsTogetherAtHalf(BADLY), (_, { settings }) => ({
    when: async ({ onCall, meanwhile, scene }) => {
      const migration = await migrates(onCall);
      meanwhile('the cluster', async (cluster) => void (await failsAtHalf(cluster, scene, BADLY)));
      await approvesUntil(onCall, scene, halfStep(settings));
      await onCall.seesTheEndOf(migration);
      await onCall.isNotified(ROLLED_BACK);
    },
    checks: [
      ...BACK_BY_ALARM,
      oneRolledBackForAll(ROLLED_BACK),
      restoredOnce,
      reportedOnce,
      notifiedOfAlarmsBefore(ROLLED_BACK),
    ],
  })),
};
