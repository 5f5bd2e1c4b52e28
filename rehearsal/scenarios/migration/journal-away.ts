import { ended, notifiedOnce } from '../../checks/executions.ts';
import { restoredSoonAfter, troubleBegan } from '../../checks/migration/budget.ts';
import { BACK_ON_LEGACY } from '../../checks/migration/outcomes.ts';
import { firstRollBackBecauseOf } from '../../checks/migration/roll-backs.ts';
import { halfStep } from '../../estate/migration/steps.ts';
import {
  approvesUntil,
  failsAtHalf,
  migrates,
  ROLL_BACK_OWED,
  ROLLED_BACK,
} from '../../people/migration/habits.ts';
import { HOUR, MINUTE } from '../../world/minutes.ts';
import { needing } from '../scenario.ts';
import { anAlarmAtHalf } from './alarm-needs.ts';
import type { MigrationScenario } from './scenario.ts';

/** Nothing is slow: one alarm. */
const BAD = { failing: 0.1, latencySeconds: 0.08 };

/** The journal can't be read when it is needed. The before-image has a second copy, and the zones say the rest. */
export const journalAway: MigrationScenario = {
  of: 'migration',
  name: 'journal-away',
  about:
    'DynamoDB is unavailable for an hour when an alarm fires: DNS is restored at once, the journal follows',
  ...needing(anAlarmAtHalf(BAD), ({ latestSeconds }, { settings }) => ({
    when: async ({ onCall, meanwhile, faults, scene }) => {
      const migration = await migrates(onCall);
      meanwhile('the cluster', async (cluster) => {
        const from = await failsAtHalf(cluster, scene, BAD);
        faults.on({ service: 'dynamodb', from, until: from + HOUR }).fail(500);
      });
      await approvesUntil(onCall, scene, halfStep(settings));
      await onCall.seesTheEndOf(migration);
      await onCall.isNotified(ROLL_BACK_OWED);
      await onCall.isNotified(ROLLED_BACK);
    },
    checks: [
      ended('Migrate', { status: 'ABORTED' }),
      firstRollBackBecauseOf('alarm'),
      restoredSoonAfter(troubleBegan, latestSeconds * 1000 + 3 * MINUTE),
      ...BACK_ON_LEGACY,
      notifiedOnce('it was rolled back', ROLLED_BACK),
    ],
  })),
};
