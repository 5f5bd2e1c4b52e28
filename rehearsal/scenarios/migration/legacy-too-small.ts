import { decided, notifiedOnce } from '../../checks/executions.ts';
import { MIGRATED } from '../../checks/migration/outcomes.ts';
import { heldAt } from '../../checks/migration/zones.ts';
import { approvalsBefore } from '../../estate/migration/steps.ts';
import {
  approves,
  approvesAfter,
  CLOSED,
  DECISION_NEEDED,
  decides,
  holdIn,
  migrates,
  seesShare,
} from '../../people/migration/habits.ts';
import { HOUR } from '../../world/minutes.ts';
import { all, needing } from '../scenario.ts';
import { aGroupBehindLegacy, theFirstApproval } from './needs.ts';
import type { MigrationScenario } from './scenario.ts';

/** Somebody saves the money for legacy's idle hosts at half way. A rollback would overload those that are left. */
export const legacyTooSmall: MigrationScenario = {
  of: 'migration',
  name: 'legacy-too-small',
  about: 'legacy is scaled in after an approval: no step is made, and no time-out rolls back to it',
  ...needing(
    all({ group: aGroupBehindLegacy, approved: theFirstApproval }),
    ({ group, approved }, { settings }) => ({
      when: async ({ onCall, meanwhile, scene }) => {
        const migration = await migrates(onCall);
        meanwhile('a colleague', async (colleague) => {
          await seesShare(colleague, scene, approved.percent);
          await colleague.waits(60);
          await colleague.scalesGroup(group.name, Math.floor(group.size / 3));
        });
        await approves(onCall);
        // Instead of the next step people are asked about legacy; nobody decides for two days.
        await onCall.isNotified(DECISION_NEEDED);
        await onCall.isNotified(DECISION_NEEDED);
        const hold = holdIn(await onCall.isNotified(DECISION_NEEDED));
        await onCall.scalesGroup(group.name, group.size);
        await onCall.waits(60);
        await decides(onCall, { decision: 'promote', hold, reason: 'legacy has all its hosts again' });
        await approvesAfter(onCall, scene, approved);
        await onCall.seesTheEndOf(migration);
      },
      checks: [
        decided(approvalsBefore(settings) + 1),
        heldAt(approved.percent, approved.soakSeconds * 1000 + 48 * HOUR),
        ...MIGRATED,
        notifiedOnce('the migration was closed', CLOSED),
      ],
    }),
  ),
};
