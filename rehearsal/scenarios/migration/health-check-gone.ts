import { ended, notifiedOnce } from '../../checks/executions.ts';
import { answersCome } from '../../checks/migration/answers.ts';
import { backWithAnotherCheck, othersBackWhenNotified } from '../../checks/migration/refused-names.ts';
import { fenceSays } from '../../checks/migration/zones.ts';
import {
  migrates,
  ROLL_BACK_INCOMPLETE,
  ROLLED_BACK,
  rollsBack,
  seesHalf,
} from '../../people/migration/habits.ts';
import { replacing, simpleLegacy, weightedRecords } from '../../people/migration/hand-edit.ts';
import { SHOP_ZONE } from '../../shop/migration/zones.ts';
import type { MigrationScenario } from './scenario.ts';

const NAME = 'api.shop.test.';
const CHECK = 'api-on-legacy';

/** A colleague tidies up health checks. The id of a deleted one can't be used again, so the old record can't be restored. */
export const healthCheckGone: MigrationScenario = {
  of: 'migration',
  name: 'health-check-gone',
  about:
    'the health check of one name is deleted half-way: a rollback restores all others, names it, and ends when a person has restored it',
  given: { patches: ['health-check-of-api'] },
  when: async ({ onCall, meanwhile, scene, stage }) => {
    const { route53 } = stage.clients;
    const migration = await migrates(onCall);
    await seesHalf(onCall, scene);
    meanwhile('a colleague', async (colleague) => {
      await colleague.waits(60);
      await colleague.deletesHealthCheck(CHECK);
    });
    await onCall.waits(2 * 60);
    await rollsBack(onCall, { reason: 'customers cannot pay' });
    await onCall.isNotified(ROLL_BACK_INCOMPLETE);
    await onCall.seesTheEndOf(migration);
    await onCall.waits(40);
    const check = await onCall.makesHealthCheckOf('api.shop.test');
    const written = await weightedRecords(route53, SHOP_ZONE, NAME);
    await onCall.edits(
      SHOP_ZONE,
      `puts ${NAME} back on legacy, with the new health check`,
      replacing(written, simpleLegacy(written, check)),
    );
    await onCall.isNotified(ROLLED_BACK);
  },
  checks: [
    ended('Migrate', { status: 'ABORTED' }),
    // The second is the one that the end of the migration's execution starts.
    ended('RollBack', { status: 'SUCCEEDED', in: 'LegacyServes' }, { status: 'SUCCEEDED' }),
    othersBackWhenNotified(ROLL_BACK_INCOMPLETE, { zoneId: SHOP_ZONE, name: NAME, words: CHECK }),
    notifiedOnce('a name is not restored', ROLL_BACK_INCOMPLETE),
    notifiedOnce('it was rolled back', ROLLED_BACK),
    backWithAnotherCheck(SHOP_ZONE, NAME),
    fenceSays('restored'),
    answersCome('legacy'),
  ],
};
