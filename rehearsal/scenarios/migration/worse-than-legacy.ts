import type { StepSettings } from '../../../lambdas/migration/contract/settings.ts';
import type { Check } from '../../checks/check.ts';
import { ended, notifiedOnce } from '../../checks/executions.ts';
import type { Evidence } from '../../checks/migration/evidence.ts';
import { BACK_ON_LEGACY } from '../../checks/migration/outcomes.ts';
import { firstRollBackBecauseOf } from '../../checks/migration/roll-backs.ts';
import { stayedAt } from '../../checks/migration/zones.ts';
import { failsFromSoak, type HowBad, migrates, ROLLED_BACK } from '../../people/migration/habits.ts';
import type { Given, Scene } from '../../scenes/migration/scene.ts';
import { STEADY } from '../../world/load-balancer.ts';
import { needing, type Script } from '../scenario.ts';
import { aComparedStep } from './compared-needs.ts';
import type { MigrationScenario } from './scenario.ts';

const LEGACY = { ...STEADY, failing: 0.004 };
const CLUSTER = { ...STEADY, failing: 0.008 };

/** From the first soak on the cluster fares like this, and no alarm fires: what is compared rolls back. @param others checks beside */
export function rolledBackAsWorse(
  first: Pick<StepSettings, 'percent' | 'soakSeconds'>,
  cluster: HowBad,
  others: readonly Check<Evidence>[] = [],
): Script<Given, Scene, Evidence> {
  return {
    when: async ({ onCall, meanwhile, scene }) => {
      const migration = await migrates(onCall);
      meanwhile('the cluster', async (person) => void (await failsFromSoak(person, scene, first, cluster)));
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
      ...others,
    ],
  };
}

/** The cluster has twice legacy's errors, below every threshold. */
export const worseThanLegacy: MigrationScenario = {
  of: 'migration',
  name: 'worse-than-legacy',
  about: 'the cluster fails twice as many requests as legacy, and no alarm fires: the first soak rolls back',
  ...needing(aComparedStep(CLUSTER), (first) => ({
    given: { legacy: () => () => LEGACY },
    ...rolledBackAsWorse(first, CLUSTER),
  })),
};
