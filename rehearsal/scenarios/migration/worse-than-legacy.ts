import { ended, notifiedOnce } from '../../checks/executions.ts';
import { BACK_ON_LEGACY } from '../../checks/migration/outcomes.ts';
import { firstRollBackBecauseOf } from '../../checks/migration/roll-backs.ts';
import { stayedAt } from '../../checks/migration/zones.ts';
import { failsFromSoak, migrates, ROLLED_BACK } from '../../people/migration/habits.ts';
import { STEADY } from '../../world/load-balancer.ts';
import { needing } from '../scenario.ts';
import { aComparedStep } from './compared-needs.ts';
import type { MigrationScenario } from './scenario.ts';

const LEGACY = { ...STEADY, failing: 0.004 };
const CLUSTER = { ...STEADY, failing: 0.008 };

/** The cluster has twice legacy's errors, below every threshold. */
export const worseThanLegacy: MigrationScenario = {
  of: 'migration',
  name: 'worse-than-legacy',
  about: 'the cluster fails twice as many requests as legacy, and no alarm fires: the first soak rolls back',
  ...needing(aComparedStep(CLUSTER), (first) => ({
    given: { legacy: () => () => LEGACY },
    when: async ({ onCall, meanwhile, scene }) => {
      const migration = await migrates(onCall);
      meanwhile('the cluster', async (cluster) => void (await failsFromSoak(cluster, scene, first, CLUSTER)));
      await onCall.seesTheEndOf(migration);
      await onCall.isNotified(ROLLED_BACK);
    },
    checks: [
      ended('Migrate', { status: 'FAILED', error: 'SoakFailed' }),
      ended('Decide'),
      firstRollBackBecauseOf('migration'),
      stayedAt(first.percent),
      ...BACK_ON_LEGACY,
      notifiedOnce('it was rolled back', ROLLED_BACK),
    ],
  })),
};
