import { ended, notifiedOnce } from '../../checks/executions.ts';
import { BACK_ON_LEGACY } from '../../checks/migration/outcomes.ts';
import { firstRollBackBecauseOf } from '../../checks/migration/roll-backs.ts';
import { stayedAt } from '../../checks/migration/zones.ts';
import { aborts, migrates, ROLLED_BACK } from '../../people/migration/habits.ts';
import { HOUR } from '../../world/minutes.ts';
import { needing } from '../scenario.ts';
import { theFirstStep } from './needs.ts';
import type { MigrationScenario } from './scenario.ts';

/** Requests stop within the first soak, and do not come again. All alarms stay OK: without requests they see nothing. */
export const silence: MigrationScenario = {
  of: 'migration',
  name: 'silence',
  about: 'requests stop before the end of the first soak: it does not pass, and the person on call aborts',
  ...needing(theFirstStep, (first, { settings }) => ({
    given: {
      silence: (start) => {
        const { maximumExtensions, extensionSeconds } = settings.soak;
        const soaks = first.soakSeconds + (maximumExtensions + 1) * extensionSeconds;
        return { from: start + first.soakSeconds * 600, until: start + soaks * 1000 + 48 * HOUR };
      },
    },
    when: async ({ onCall }) => {
      await aborts(onCall, await migrates(onCall), 'nobody can say that the cluster serves');
    },
    checks: [
      ended('Migrate', { status: 'FAILED', error: 'Aborted' }),
      firstRollBackBecauseOf('decision'),
      ended('Decide', { status: 'SUCCEEDED' }),
      stayedAt(first.percent),
      ...BACK_ON_LEGACY,
      notifiedOnce('it was rolled back', ROLLED_BACK),
    ],
  })),
};
