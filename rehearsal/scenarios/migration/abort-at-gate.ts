import { ended, notifiedOnce } from '../../checks/executions.ts';
import { BACK_ON_LEGACY } from '../../checks/migration/outcomes.ts';
import { firstRollBackBecauseOf } from '../../checks/migration/roll-backs.ts';
import { DECISION_NEEDED, decides, migrates, ROLLED_BACK } from '../../people/migration/habits.ts';
import type { MigrationScenario } from './scenario.ts';

/** Asked for an approval, on call says no. */
export const abortAtGate: MigrationScenario = {
  of: 'migration',
  name: 'abort-at-gate',
  about: 'after half a person must approve: on call aborts',
  when: async ({ onCall }) => {
    const migration = await migrates(onCall);
    await onCall.isNotified(DECISION_NEEDED);
    await onCall.waits(25);
    await decides(onCall, { decision: 'abort', reason: 'the sale begins tomorrow' });
    await onCall.seesTheEndOf(migration);
    await onCall.isNotified(ROLLED_BACK);
  },
  checks: [
    ended('Migrate', { status: 'FAILED', error: 'Aborted' }),
    firstRollBackBecauseOf('migration'),
    ended('Decide', { status: 'SUCCEEDED' }),
    ...BACK_ON_LEGACY,
    notifiedOnce('it was rolled back', ROLLED_BACK),
  ],
};
