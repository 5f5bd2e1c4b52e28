import { ended } from '../../checks/executions.ts';
import { BACK_ON_LEGACY } from '../../checks/migration/outcomes.ts';
import { reached } from '../../checks/migration/zones.ts';
import { soakOf } from '../../estate/migration/steps.ts';
import { migrates, rollsBack } from '../../people/migration/habits.ts';
import { all, needing } from '../scenario.ts';
import { aWildcardForAll, theFirstStep } from './needs.ts';
import type { MigrationScenario } from './scenario.ts';

/**
 * Everything in the zone that has no record of its own is answered by a wildcard, `<migration>.<zone>` too: the label
 * that the migration's name would be there, if the fence were two labels below the zone. Every scenario checks that names
 * which aren't moved are answered as before; here a fence could take away most.
 */
export const fenceBelowWildcard: MigrationScenario = {
  of: 'migration',
  name: 'fence-below-wildcard',
  about:
    'a wildcard answers for the whole zone: the fence takes no name from it, during the migration and after a rollback',
  helpedBy: ['wildcard-for-all'],
  ...needing(all({ wildcard: aWildcardForAll, first: theFirstStep }), ({ first }) => ({
    when: async ({ onCall }) => {
      const migration = await migrates(onCall);
      await onCall.sees('Migrate', soakOf(first));
      await onCall.waits(60);
      await rollsBack(onCall, { reason: 'to check the names that are left' });
      await onCall.seesTheEndOf(migration);
    },
    checks: [ended('Migrate', { status: 'ABORTED' }), reached(first.percent), ...BACK_ON_LEGACY],
  })),
};
