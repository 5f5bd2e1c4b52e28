import { ended, notifiedOnce } from '../../checks/executions.ts';
import { BACK_ON_LEGACY } from '../../checks/migration/outcomes.ts';
import { othersBackWhenNotified } from '../../checks/migration/refused-names.ts';
import { firstRollBackBecauseOf } from '../../checks/migration/roll-backs.ts';
import type { Estate } from '../../estate/migration/estate.ts';
import { halfStep } from '../../estate/migration/steps.ts';
import {
  approvesUntil,
  failsAtHalf,
  migrates,
  ROLL_BACK_INCOMPLETE,
  ROLLED_BACK,
  seesShare,
} from '../../people/migration/habits.ts';
import { all, needing } from '../scenario.ts';
import { anAlarmAtHalf } from './alarm-needs.ts';
import { anotherZone, aWeightedName } from './needs.ts';
import type { MigrationScenario } from './scenario.ts';

const WORDS = 'no changes before the sale, says Ann';
const BAD = { failing: 0.2 };
const FENCE_WORDS = 'whatever this is, leave it alone';
/** A colleague protects a moved name half-way, and the fence in the other zone. Then the cluster fails. */
export const protectedRecord: MigrationScenario = {
  of: 'migration',
  name: 'protected-record',
  about:
    'a name, and the fence of another zone, are protected half-way: an alarm’s rollback restores all others, and these once the protection is removed',
  ...needing(
    all({
      alarms: anAlarmAtHalf(BAD),
      at: aWeightedName,
      other: anotherZone,
    }),
    ({ at, other }, estate) => ({
      when: async ({ onCall, meanwhile, scene }) => {
        const migration = await migrates(onCall);
        meanwhile('the cluster', async (cluster) => void (await failsAtHalf(cluster, scene, BAD)));
        const half = halfStep(estate.settings);
        await approvesUntil(onCall, scene, half);
        await seesShare(onCall, scene, half.percent);
        meanwhile('a colleague', async (colleague) => {
          await colleague.waits(60);
          await colleague.protects(at.zoneId, ...protectionsOf(at.name));
          await colleague.protects(other, fenceOf(estate, other));
        });
        await onCall.isNotified(ROLL_BACK_INCOMPLETE);
        await onCall.seesTheEndOf(migration);
        await onCall.waits(40);
        await onCall.unprotects(at.zoneId, ...protectionsOf(at.name));
        await onCall.unprotects(other, fenceOf(estate, other));
        await onCall.isNotified(ROLLED_BACK);
      },
      checks: [
        ended('Migrate', { status: 'ABORTED' }),
        firstRollBackBecauseOf('alarm'),
        othersBackWhenNotified(
          ROLL_BACK_INCOMPLETE,
          { zoneId: at.zoneId, name: at.name, words: WORDS },
          { zoneId: other, words: FENCE_WORDS },
        ),
        notifiedOnce('names are not restored', ROLL_BACK_INCOMPLETE),
        notifiedOnce('it was rolled back', ROLLED_BACK),
        ...BACK_ON_LEGACY,
      ],
    }),
  ),
};

function protectionsOf(RecordName: string) {
  return (['A', 'AAAA', 'CNAME'] as const).map((RecordType) => ({ RecordName, RecordType, Comment: WORDS }));
}

function fenceOf(estate: Estate, zoneId: string) {
  const RecordName = estate.zone(zoneId)?.fenceName ?? '';
  return { RecordName, RecordType: 'TXT', Comment: FENCE_WORDS } as const;
}
