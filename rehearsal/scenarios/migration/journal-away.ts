import { ended, notifiedOnce } from '../../checks/executions.ts';
import { restoredSoonAfter } from '../../checks/migration/budget.ts';
import { BACK_ON_LEGACY } from '../../checks/migration/outcomes.ts';
import { firstRollBackBecauseOf } from '../../checks/migration/roll-backs.ts';
import { migrates, ROLL_BACK_OWED, ROLLED_BACK } from '../../people/migration/habits.ts';
import { failingBetween } from '../../world/load-balancer.ts';
import { HOUR, MINUTE } from '../../world/minutes.ts';
import type { MigrationScenario } from './scenario.ts';

const FAILS_AT = 54 * HOUR;

/** The journal can't be read when it is needed. The before-image has a second copy, and the zones say the rest. */
export const journalAway: MigrationScenario = {
  of: 'migration',
  name: 'journal-away',
  about:
    'DynamoDB is unavailable for an hour when an alarm fires: DNS is restored at once, the journal follows',
  // Nothing is slow: one alarm.
  given: { cluster: (start) => failingBetween(start + FAILS_AT, start + FAILS_AT + 3 * HOUR, 0.1, 0.08) },
  when: async ({ onCall, faults, scene: { start } }) => {
    const from = start + FAILS_AT;
    faults.on({ service: 'dynamodb', from, until: from + HOUR }).fail(500);
    const migration = await migrates(onCall);
    await onCall.seesTheEndOf(migration);
    await onCall.isNotified(ROLL_BACK_OWED);
    await onCall.isNotified(ROLLED_BACK);
  },
  checks: [
    ended('Migrate', { status: 'ABORTED' }),
    firstRollBackBecauseOf('alarm'),
    // Three minutes until the alarm fires.
    restoredSoonAfter(FAILS_AT, 6 * MINUTE),
    ...BACK_ON_LEGACY,
    notifiedOnce('it was rolled back', ROLLED_BACK),
  ],
};
