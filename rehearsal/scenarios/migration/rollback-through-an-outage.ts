import { ended, notifiedOnce, notifiedTimes } from '../../checks/executions.ts';
import { migrateEndedBefore, restoredSoonAfter } from '../../checks/migration/budget.ts';
import { BACK_ON_LEGACY } from '../../checks/migration/outcomes.ts';
import { rolledBackByOne } from '../../checks/migration/roll-backs.ts';
import { migrates, ROLL_BACK_OWED, ROLLED_BACK } from '../../people/migration/habits.ts';
import type { Situation } from '../../stage/offline-aws.ts';
import { failingBetween } from '../../world/load-balancer.ts';
import { HOUR, MINUTE } from '../../world/minutes.ts';
import type { MigrationScenario } from './scenario.ts';

const FAILS_AT = 54 * HOUR;
const BACK_AT = FAILS_AT + 3 * HOUR;

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
  // Nothing is slow: one alarm.
  given: { cluster: (start) => failingBetween(start + FAILS_AT, start + BACK_AT, 0.1, 0.08) },
  when: async ({ onCall, meanwhile, faults, scene: { start } }) => {
    faults.on({ service: 'route53', from: start + FAILS_AT, until: start + BACK_AT }).fail(503);
    const migration = await migrates(onCall);
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
    migrateEndedBefore(BACK_AT - 2 * HOUR),
    // The one that joined is what the end of the migration's execution has started.
    rolledBackByOne({ joined: 1, stopped: 1 }),
    restoredSoonAfter(BACK_AT, 6 * MINUTE),
    ...BACK_ON_LEGACY,
    notifiedTimes(2, 'the rollback is owed, once by each execution', ROLL_BACK_OWED),
    notifiedOnce('it was rolled back', ROLLED_BACK),
  ],
};
