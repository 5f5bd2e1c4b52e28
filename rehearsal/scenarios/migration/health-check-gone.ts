import { ended, notifiedOnce } from '../../checks/executions.ts';
import { answersCome } from '../../checks/migration/answers.ts';
import { backWithAnotherCheck, othersBackWhenNotified } from '../../checks/migration/refused-names.ts';
import { fenceSays } from '../../checks/migration/zones.ts';
import {
  migrates,
  ROLL_BACK_INCOMPLETE,
  ROLLED_BACK,
  rollsBack,
  seesShare,
} from '../../people/migration/habits.ts';
import { replacing, simpleLegacy, weightedRecords } from '../../people/migration/hand-edit.ts';
import { all, needing } from '../scenario.ts';
import { aNameWithHealthCheck, plain, theStepBeforeApprovals } from './needs.ts';
import type { MigrationScenario } from './scenario.ts';

/** A colleague tidies up health checks. The id of a deleted one can't be used again, so the old record can't be restored. */
export const healthCheckGone: MigrationScenario = {
  of: 'migration',
  name: 'health-check-gone',
  about:
    'the health check of one name is deleted half-way: a rollback restores all others, names it, and ends when a person has restored it',
  helpedBy: ['health-check-of-api'],
  ...needing(all({ at: aNameWithHealthCheck, half: theStepBeforeApprovals }), ({ at, half }) => ({
    when: async ({ onCall, meanwhile, scene, stage }) => {
      const { route53 } = stage.clients;
      const migration = await migrates(onCall);
      await seesShare(onCall, scene, half.percent);
      meanwhile('a colleague', async (colleague) => {
        await colleague.waits(60);
        await colleague.deletesHealthCheck(at.healthCheck);
      });
      await onCall.waits(2 * 60);
      await rollsBack(onCall, { reason: 'customers cannot pay' });
      await onCall.isNotified(ROLL_BACK_INCOMPLETE);
      await onCall.seesTheEndOf(migration);
      await onCall.waits(40);
      const check = await onCall.makesHealthCheckOf(plain(at));
      const written = await weightedRecords(route53, at.zoneId, at.name);
      await onCall.edits(
        at.zoneId,
        `puts ${at.name} back on legacy, with the new health check`,
        replacing(written, simpleLegacy(written, check)),
      );
      await onCall.isNotified(ROLLED_BACK);
    },
    checks: [
      ended('Migrate', { status: 'ABORTED' }),
      // The second is the one that the end of the migration's execution starts.
      ended('RollBack', { status: 'SUCCEEDED', in: 'LegacyServes' }, { status: 'SUCCEEDED' }),
      othersBackWhenNotified(ROLL_BACK_INCOMPLETE, {
        zoneId: at.zoneId,
        name: at.name,
        words: at.healthCheck,
      }),
      notifiedOnce('a name is not restored', ROLL_BACK_INCOMPLETE),
      notifiedOnce('it was rolled back', ROLLED_BACK),
      backWithAnotherCheck(at.zoneId, at.name),
      fenceSays('restored'),
      answersCome('legacy'),
    ],
  })),
};
