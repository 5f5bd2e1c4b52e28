import { decided, notifiedOnce } from '../../checks/executions.ts';
import { restoredByWatch } from '../../checks/migration/budget.ts';
import { watchEnded } from '../../checks/migration/calls.ts';
import { BACK_ON_LEGACY } from '../../checks/migration/outcomes.ts';
import { firstRollBackBecauseOf } from '../../checks/migration/roll-backs.ts';
import { approvalsBefore, halfStep } from '../../estate/migration/steps.ts';
import { approvesUntil, failsAtHalf, migrates, ROLLED_BACK } from '../../people/migration/habits.ts';
import { needing } from '../scenario.ts';
import { anAlarmAtHalf } from './alarm-needs.ts';
import { ruleOf } from './rule-disabled.ts';
import type { MigrationScenario } from './scenario.ts';

const BAD = { failing: 0.2 };

/** EventBridge delivers no event of the alarms: as when it is down, or somebody has disabled the rule after the start. */
export const eventLost: MigrationScenario = {
  of: 'migration',
  name: 'event-lost',
  about: 'the cluster fails, and the event of its alarm never comes: Watch sees the alarm, and rolls back',
  ...needing(anAlarmAtHalf(BAD), (_, { settings }) => ({
    when: async ({ onCall, meanwhile, scene, stage }) => {
      const migration = await migrates(onCall);
      meanwhile('the cluster', async (cluster) => {
        await failsAtHalf(cluster, scene, BAD);
        await cluster.disablesRule(ruleOf(stage, 'Alarms'));
      });
      await approvesUntil(onCall, scene, halfStep(settings));
      await onCall.seesTheEndOf(migration);
      await onCall.isNotified(ROLLED_BACK);
      await onCall.waits(2);
      await onCall.enablesRule(ruleOf(stage, 'Alarms'));
    },
    checks: [
      decided(approvalsBefore(settings, halfStep(settings))),
      firstRollBackBecauseOf('watch'),
      restoredByWatch,
      ...BACK_ON_LEGACY,
      notifiedOnce('it was rolled back', ROLLED_BACK),
      watchEnded,
    ],
  })),
};
