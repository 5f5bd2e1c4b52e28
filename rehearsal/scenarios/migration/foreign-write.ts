import { ended, notifiedOnce } from '../../checks/executions.ts';
import { MIGRATED } from '../../checks/migration/outcomes.ts';
import { handsOff } from '../../checks/migration/zones.ts';
import {
  approves,
  CLOSED,
  DECISION_NEEDED,
  decides,
  holdIn,
  migrates,
} from '../../people/migration/habits.ts';
import { replacing, weightedRecords, withWeights } from '../../people/migration/hand-edit.ts';
import { SHOP_ZONE } from '../../shop/migration/zones.ts';
import type { MigrationScenario } from './scenario.ts';

const NAME = 'www.shop.test.';

/** Somebody's infrastructure-as-code puts a weight back in the middle of a soak. */
export const foreignWrite: MigrationScenario = {
  of: 'migration',
  name: 'foreign-write',
  about:
    'somebody else changes a weight during a soak: the migration holds, reports it and overwrites nothing',
  when: async ({ onCall, meanwhile, stage }) => {
    const { route53 } = stage.clients;
    const migration = await migrates(onCall);
    await onCall.sees('Migrate', 'Soak 5 %');
    const written = await weightedRecords(route53, SHOP_ZONE, NAME);
    const foreign = withWeights(written, { legacy: 255, cluster: 1 });
    meanwhile('a colleague', async (colleague) => {
      await colleague.waits(6 * 60);
      await colleague.edits(SHOP_ZONE, `puts the weights of ${NAME} to 255 : 1`, replacing(written, foreign));
    });
    const hold = holdIn(await onCall.isNotified(DECISION_NEEDED));
    await onCall.waits(30);
    await onCall.edits(SHOP_ZONE, `puts ${NAME} back to what it was`, replacing(foreign, written));
    await decides(onCall, {
      decision: 'promote',
      hold,
      reason: 'Terraform ran; its pipeline is stopped now',
    });
    await approves(onCall);
    await onCall.seesTheEndOf(migration);
  },
  checks: [
    ended('Decide', { status: 'SUCCEEDED' }, { status: 'SUCCEEDED' }),
    handsOff(SHOP_ZONE),
    ...MIGRATED,
    notifiedOnce('the migration was closed', CLOSED),
  ],
};
