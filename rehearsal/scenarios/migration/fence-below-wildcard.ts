import { ended } from '../../checks/executions.ts';
import { BACK_ON_LEGACY } from '../../checks/migration/outcomes.ts';
import { reached } from '../../checks/migration/zones.ts';
import { migrates, rollsBack } from '../../people/migration/habits.ts';
import type { MigrationScenario } from './scenario.ts';

/**
 * Everything in the shop's zone that has no record of its own is answered by a wildcard, `shop.shop.test` too: the label
 * that the migration's name would be there, if the fence were two labels below the zone. Every scenario checks that names
 * which aren't moved are answered as before; here a fence could take away most.
 */
export const fenceBelowWildcard: MigrationScenario = {
  of: 'migration',
  name: 'fence-below-wildcard',
  about:
    'a wildcard answers for the whole zone: the fence takes no name from it, during the migration and after a rollback',
  given: { patches: ['wildcard-for-all'] },
  when: async ({ onCall }) => {
    const migration = await migrates(onCall);
    await onCall.sees('Migrate', 'Soak 5 %');
    await onCall.waits(60);
    await rollsBack(onCall, { reason: 'to check the names that are left' });
    await onCall.seesTheEndOf(migration);
  },
  checks: [ended('Migrate', { status: 'ABORTED' }), reached(5), ...BACK_ON_LEGACY],
};
