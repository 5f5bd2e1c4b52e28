import { ENV } from '../../../lambdas/shared/contract/environment.ts';
import { decided } from '../../checks/executions.ts';
import { BACK_BY_ALARM } from '../../checks/migration/outcomes.ts';
import { reached } from '../../checks/migration/zones.ts';
import { approvalsBefore, soakOf } from '../../estate/migration/steps.ts';
import { approvesUntil, failsAtHalf, migrates, ROLLED_BACK } from '../../people/migration/habits.ts';
import { toldOf } from '../../stage/deploy.ts';
import { emptyTable } from '../../stage/journal-wipe.ts';
import { all, needing } from '../scenario.ts';
import { anAlarmAtHalf } from './alarm-needs.ts';
import { theHalfStep } from './needs.ts';
import type { MigrationScenario } from './scenario.ts';

const BAD = { failing: 0.2 };

/**
 * Somebody cleans up tables: the journal's is empty when the alarm fires, with half of the traffic on the cluster. The alarm
 * comes before Watch's silence, which would have the migration notice it after ten minutes.
 */
export const journalLost: MigrationScenario = {
  of: 'migration',
  name: 'journal-lost',
  about:
    'the journal’s table is emptied as the cluster fails at half: the rollback restores from the second copy',
  ...needing(all({ alarms: anAlarmAtHalf(BAD), half: theHalfStep }), ({ half }, { settings }) => ({
    when: async ({ onCall, meanwhile, scene, stage, chronicle }) => {
      const migration = await migrates(onCall);
      meanwhile('the cluster', async (cluster) => void (await failsAtHalf(cluster, scene, BAD)));
      meanwhile('a colleague', async (colleague) => {
        await colleague.sees('Migrate', soakOf(half));
        await colleague.waits(half.soakSeconds / 60 / 2);
        chronicle.add('person', 'a colleague empties the journal’s table');
        await emptyTable(stage.clients, toldOf(stage.deployment, ENV.journalTable));
      });
      await approvesUntil(onCall, scene, half);
      await onCall.seesTheEndOf(migration);
      await onCall.isNotified(ROLLED_BACK);
    },
    checks: [decided(approvalsBefore(settings, half)), reached(half.percent), ...BACK_BY_ALARM],
  })),
};
