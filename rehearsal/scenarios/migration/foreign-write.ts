import type { MigrationSettings } from '../../../lambdas/migration/contract/settings.ts';
import { decided, notifiedOnce } from '../../checks/executions.ts';
import { WATCHED_WITHIN } from '../../checks/migration/budget.ts';
import type { MigrationCheck } from '../../checks/migration/evidence.ts';
import { MIGRATED } from '../../checks/migration/outcomes.ts';
import { writerNamed } from '../../checks/migration/writer.ts';
import { handsOff } from '../../checks/migration/zones.ts';
import { approvalsBefore, soakOf } from '../../estate/migration/steps.ts';
import {
  approvesUntil,
  CLOSED,
  DECISION_NEEDED,
  decides,
  holdIn,
  migrates,
  ZONE_CHANGED,
} from '../../people/migration/habits.ts';
import { replacing, weightedRecords, withWeights } from '../../people/migration/hand-edit.ts';
import { duration } from '../../text/numbers.ts';
import { all, needing } from '../scenario.ts';
import { aWeightedName, theFirstStep } from './needs.ts';
import type { MigrationScenario } from './scenario.ts';

/** Somebody's infrastructure-as-code puts a weight back in the middle of a soak. */
export const foreignWrite: MigrationScenario = {
  of: 'migration',
  name: 'foreign-write',
  about:
    'somebody else changes a weight during a soak: the migration holds, reports it and overwrites nothing',
  ...needing(all({ at: aWeightedName, first: theFirstStep }), ({ at, first }, { settings }) => {
    const times = { written: Number.NaN, held: Number.NaN };
    return {
      when: async ({ onCall, meanwhile, scene, stage }) => {
        const { route53 } = stage.clients;
        const migration = await migrates(onCall);
        await onCall.sees('Migrate', soakOf(first));
        const written = await weightedRecords(route53, at.zoneId, at.name);
        const foreign = withWeights(written, { legacy: 255, cluster: 1 });
        meanwhile('a colleague', async (colleague) => {
          await colleague.waits(first.soakSeconds / 60 / 2);
          await colleague.edits(
            at.zoneId,
            `puts the weights of ${at.name} to 255 : 1`,
            replacing(written, foreign),
          );
          times.written = scene.now();
        });
        const hold = holdIn(await onCall.isNotified(DECISION_NEEDED));
        times.held = scene.now();
        await onCall.waits(30);
        await onCall.edits(at.zoneId, `puts ${at.name} back to what it was`, replacing(foreign, written));
        await decides(onCall, {
          decision: 'promote',
          hold,
          reason: 'Terraform ran; its pipeline is stopped now',
        });
        await approvesUntil(onCall, scene);
        await onCall.seesTheEndOf(migration);
      },
      checks: heldAndMigrated(at.zoneId, times, settings),
    };
  }),
};

interface Times {
  /** By somebody else, epoch milliseconds. */
  readonly written: number;
  /** When people were asked, epoch milliseconds. */
  readonly held: number;
}

/** What holds after the foreign write was put back, and a person let the migration continue. */
export function heldAndMigrated(
  zoneId: string,
  times: Times,
  settings: Pick<MigrationSettings, 'steps' | 'trailRegion'>,
): readonly MigrationCheck[] {
  return [
    decided(1 + approvalsBefore(settings)),
    handsOff(zoneId),
    noticedWithin(times),
    writerNamed(zoneId, times, settings),
    notifiedOnce('somebody else changed the zone', ZONE_CHANGED),
    ...MIGRATED,
    notifiedOnce('the migration was closed', CLOSED),
  ];
}

export function noticedWithin(times: Times): MigrationCheck {
  return {
    claim: `People were asked or notified within ${duration(WATCHED_WITHIN)} of the foreign write`,
    contradictions: () => {
      const took = times.held - times.written;
      return took <= WATCHED_WITHIN ? [] : [`it took ${duration(took)}`];
    },
  };
}
