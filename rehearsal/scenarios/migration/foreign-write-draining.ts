import { approvesUntil, DECISION_NEEDED, decides, holdIn, migrates } from '../../people/migration/habits.ts';
import { recordsAt, replacing } from '../../people/migration/hand-edit.ts';
import { needing } from '../scenario.ts';
import { heldAndMigrated } from './foreign-write.ts';
import { aWeightedName } from './needs.ts';
import type { MigrationScenario } from './scenario.ts';

/** The drain is one wait of days, too. */
export const foreignWriteDraining: MigrationScenario = {
  of: 'migration',
  name: 'foreign-write-draining',
  about:
    'somebody else changes a moved name while legacy drains: the migration holds at once, and drains on later',
  ...needing(aWeightedName, (at, { settings }) => {
    const times = { written: Number.NaN, held: Number.NaN };
    return {
      when: async ({ onCall, scene, stage }) => {
        const migration = await migrates(onCall);
        await approvesUntil(onCall, scene);
        await onCall.sees('Migrate', 'WaitForDrain');
        await onCall.waits(settings.drain.minimumStaySeconds / 60 / 2);
        const written = await recordsAt(stage.clients.route53, at.zoneId, at.name);
        // It answers as before: this is about who holds, not about who fails.
        const foreign = written.map((record) => ({ ...record, SetIdentifier: 'by-hand', Weight: 1 }));
        await onCall.edits(at.zoneId, `makes ${at.name} weighted again`, replacing(written, foreign));
        times.written = scene.now();
        const hold = holdIn(await onCall.isNotified(DECISION_NEEDED));
        times.held = scene.now();
        await onCall.waits(30);
        await onCall.edits(at.zoneId, `puts ${at.name} back to what it was`, replacing(foreign, written));
        await decides(onCall, { decision: 'extend', hold, reason: 'it was an old script' });
        await onCall.seesTheEndOf(migration);
      },
      checks: heldAndMigrated(at.zoneId, times, settings),
    };
  }),
};
