import { ended, notifiedOnce } from '../../checks/executions.ts';
import { BACK_ON_LEGACY } from '../../checks/migration/outcomes.ts';
import { othersBackWhenNotified } from '../../checks/migration/refused-names.ts';
import { firstRollBackBecauseOf } from '../../checks/migration/roll-backs.ts';
import { migrates, ROLL_BACK_INCOMPLETE, ROLLED_BACK, seesHalf } from '../../people/migration/habits.ts';
import { CDN_ZONE, SHOP_ZONE } from '../../shop/migration/zones.ts';
import { failingBetween } from '../../world/load-balancer.ts';
import { HOUR } from '../../world/minutes.ts';
import type { MigrationScenario } from './scenario.ts';

const NAME = 'www.shop.test.';
const WORDS = 'no changes before the sale, says Ann';
const PROTECTED = (['A', 'AAAA'] as const).map((RecordType) => ({
  RecordName: NAME,
  RecordType,
  Comment: WORDS,
}));
const FENCE_WORDS = 'whatever this is, leave it alone';
const FENCE = {
  RecordName: '_cutover-shop.shop-cdn.test.',
  RecordType: 'TXT',
  Comment: FENCE_WORDS,
} as const;

/** A colleague protects a moved name half-way, and the fence in the other zone. Then the cluster fails. */
export const protectedRecord: MigrationScenario = {
  of: 'migration',
  name: 'protected-record',
  about:
    'a name, and the fence of another zone, are protected half-way: an alarm’s rollback restores all others, and these once the protection is removed',
  given: { cluster: (start) => failingBetween(start + 54 * HOUR, start + 57 * HOUR, 0.2) },
  when: async ({ onCall, meanwhile, scene }) => {
    const migration = await migrates(onCall);
    await seesHalf(onCall, scene);
    meanwhile('a colleague', async (colleague) => {
      await colleague.waits(60);
      await colleague.protects(SHOP_ZONE, ...PROTECTED);
      await colleague.protects(CDN_ZONE, FENCE);
    });
    await onCall.isNotified(ROLL_BACK_INCOMPLETE);
    await onCall.seesTheEndOf(migration);
    await onCall.waits(40);
    await onCall.unprotects(SHOP_ZONE, ...PROTECTED);
    await onCall.unprotects(CDN_ZONE, FENCE);
    await onCall.isNotified(ROLLED_BACK);
  },
  checks: [
    ended('Migrate', { status: 'ABORTED' }),
    firstRollBackBecauseOf('alarm'),
    othersBackWhenNotified(
      ROLL_BACK_INCOMPLETE,
      { zoneId: SHOP_ZONE, name: NAME, words: WORDS },
      { zoneId: CDN_ZONE, words: FENCE_WORDS },
    ),
    notifiedOnce('names are not restored', ROLL_BACK_INCOMPLETE),
    notifiedOnce('it was rolled back', ROLLED_BACK),
    ...BACK_ON_LEGACY,
  ],
};
