import { ended, notifiedOnce } from '../../checks/executions.ts';
import { MIGRATED } from '../../checks/migration/outcomes.ts';
import { heldAt } from '../../checks/migration/zones.ts';
import {
  approves,
  CLOSED,
  DECISION_NEEDED,
  decides,
  holdIn,
  migrates,
  seesHalf,
} from '../../people/migration/habits.ts';
import { LEGACY_GROUP } from '../../shop/migration/load-balancers.ts';
import { HOUR } from '../../world/minutes.ts';
import type { MigrationScenario } from './scenario.ts';

/** Somebody saves the money for legacy's idle hosts at half way. A rollback would overload the two that are left. */
export const legacyTooSmall: MigrationScenario = {
  of: 'migration',
  name: 'legacy-too-small',
  about: 'legacy is scaled in at half way: no step is made, and no time-out rolls back to it',
  when: async ({ onCall, meanwhile, scene }) => {
    const migration = await migrates(onCall);
    meanwhile('a colleague', async (colleague) => {
      await seesHalf(colleague, scene);
      await colleague.waits(60);
      await colleague.scalesGroup(LEGACY_GROUP, 2);
    });
    await approves(onCall);
    // Instead of the next step people are asked about legacy; nobody decides for two days.
    await onCall.isNotified(DECISION_NEEDED);
    await onCall.isNotified(DECISION_NEEDED);
    const hold = holdIn(await onCall.isNotified(DECISION_NEEDED));
    await onCall.scalesGroup(LEGACY_GROUP, 6);
    await onCall.waits(60);
    await decides(onCall, { decision: 'promote', hold, reason: 'legacy has its six hosts again' });
    await onCall.seesTheEndOf(migration);
  },
  checks: [
    ended('Decide', { status: 'SUCCEEDED' }, { status: 'SUCCEEDED' }),
    heldAt(50, 36 * HOUR + 48 * HOUR),
    ...MIGRATED,
    notifiedOnce('the migration was closed', CLOSED),
  ],
};
