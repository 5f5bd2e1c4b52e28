import { ended } from '../../checks/executions.ts';
import { BACK_BY_ALARM } from '../../checks/migration/outcomes.ts';
import { reached } from '../../checks/migration/zones.ts';
import { migrates, ROLLED_BACK } from '../../people/migration/habits.ts';
import { theResource } from '../../stage/deploy.ts';
import { emptyTable } from '../../stage/journal-wipe.ts';
import { failingBetween } from '../../world/load-balancer.ts';
import { HOUR } from '../../world/minutes.ts';
import type { MigrationScenario } from './scenario.ts';

/** Somebody cleans up tables: the journal's is empty when the alarm fires, with half of the traffic on the cluster. */
export const journalLost: MigrationScenario = {
  of: 'migration',
  name: 'journal-lost',
  about: 'the journal’s table is emptied at half: the rollback restores from the second copy',
  given: { cluster: (start) => failingBetween(start + 54 * HOUR, start + 57 * HOUR, 0.2) },
  when: async ({ onCall, meanwhile, stage, chronicle }) => {
    const migration = await migrates(onCall);
    await onCall.sees('Migrate', 'Soak 5 %');
    meanwhile('a colleague', async (colleague) => {
      await colleague.waits(50 * 60);
      chronicle.add('person', 'a colleague empties the journal’s table');
      await emptyTable(stage.clients, theResource(stage.deployment, 'AWS::DynamoDB::Table'));
    });
    await onCall.seesTheEndOf(migration);
    await onCall.isNotified(ROLLED_BACK);
  },
  checks: [ended('Decide'), reached(50), ...BACK_BY_ALARM],
};
