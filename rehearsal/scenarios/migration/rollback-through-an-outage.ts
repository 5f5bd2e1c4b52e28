import { ended, notifiedOnce, notifiedTimes } from '../../checks/executions.ts';
import { migrateEndedBefore, restoredSoonAfter, troubleBegan } from '../../checks/migration/budget.ts';
import { BACK_ON_LEGACY } from '../../checks/migration/outcomes.ts';
import { rolledBackByOne } from '../../checks/migration/roll-backs.ts';
import { halfStep } from '../../estate/migration/steps.ts';
import {
  approvesUntil,
  failsAtHalf,
  migrates,
  ROLL_BACK_OWED,
  ROLLED_BACK,
} from '../../people/migration/habits.ts';
import type { Situation } from '../../stage/offline-aws.ts';
import { HOUR, MINUTE } from '../../world/minutes.ts';
import { needing } from '../scenario.ts';
import { oneAlarmAtHalf } from './alarm-needs.ts';
import type { MigrationScenario } from './scenario.ts';

const OUTAGE = 3 * HOUR;

/** Nothing is slow: one alarm. */
const BAD = { failing: 0.1, latencySeconds: 0.08 };

const rollBackThatWaits = ({ executions }: Situation) =>
  executions.find(({ status, state }) => status === 'RUNNING' && state === 'WaitToRestoreAgain');

/**
 * The cluster fails while nobody can change a record: the rollback waits for Route 53, and nothing else continues. Meanwhile
 * somebody stops the execution that waits.
 */
export const rollbackThroughAnOutage: MigrationScenario = {
  of: 'migration',
  name: 'rollback-through-an-outage',
  about:
    'Route 53’s API is unavailable for three hours when an alarm fires: the rollback is owed, and done once it answers again',
  ...needing(oneAlarmAtHalf(BAD), (_, { settings }) => ({
    when: async ({ onCall, meanwhile, faults, scene }) => {
      const migration = await migrates(onCall);
      meanwhile('the cluster', async (cluster) => {
        const from = await failsAtHalf(cluster, scene, BAD);
        faults.on({ service: 'route53', from, until: from + OUTAGE }).fail(503);
      });
      await approvesUntil(onCall, scene, halfStep(settings));
      await onCall.isNotified(ROLL_BACK_OWED);
      await onCall.seesTheEndOf(migration);
      const { executionArn } = await onCall.until('the rollback to wait', rollBackThatWaits);
      meanwhile('a colleague', async (colleague) => {
        await colleague.waits(60);
        await colleague.stops(executionArn, 'it hangs');
      });
      await onCall.isNotified(ROLLED_BACK);
    },
    checks: [
      ended('Migrate', { status: 'ABORTED' }),
      migrateEndedBefore((scene) => troubleBegan(scene) + HOUR),
      // The one that joined is what the end of the migration's execution has started.
      rolledBackByOne({ joined: 1, stopped: 1 }),
      restoredSoonAfter((scene) => troubleBegan(scene) + OUTAGE, 6 * MINUTE),
      ...BACK_ON_LEGACY,
      notifiedTimes(2, 'the rollback is owed, once by each execution', ROLL_BACK_OWED),
      notifiedOnce('it was rolled back', ROLLED_BACK),
    ],
  })),
};
