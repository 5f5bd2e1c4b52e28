import { ended, notifiedOnce } from '../../checks/executions.ts';
import { BACK_ON_LEGACY } from '../../checks/migration/outcomes.ts';
import { firstRollBackBecauseOf } from '../../checks/migration/roll-backs.ts';
import { aborts, migrates, ROLLED_BACK } from '../../people/migration/habits.ts';
import { needing } from '../scenario.ts';
import { anApproval } from './needs.ts';
import type { MigrationScenario } from './scenario.ts';

/** Asked for an approval, on call says no. */
export const abortAtGate: MigrationScenario = {
  of: 'migration',
  name: 'abort-at-gate',
  about: 'a step needs approval: the person on call aborts',
  ...needing(anApproval, () => ({
    when: async ({ onCall }) => {
      await aborts(onCall, await migrates(onCall), 'the sale begins tomorrow');
    },
    checks: [
      ended('Migrate', { status: 'FAILED', error: 'Aborted' }),
      firstRollBackBecauseOf('decision'),
      ended('Decide', { status: 'SUCCEEDED' }),
      ...BACK_ON_LEGACY,
      notifiedOnce('it was rolled back', ROLLED_BACK),
    ],
  })),
};
