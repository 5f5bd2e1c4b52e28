import { decided, notifiedOnce, notifiedTimes } from '../../checks/executions.ts';
import { WATCHED_WITHIN } from '../../checks/migration/budget.ts';
import type { MigrationCheck } from '../../checks/migration/evidence.ts';
import { MIGRATED } from '../../checks/migration/outcomes.ts';
import { approvalsBefore, soakOf } from '../../estate/migration/steps.ts';
import {
  approvesUntil,
  CHANGES_LOST,
  CLOSED,
  migrates,
  ZONE_CHANGED,
} from '../../people/migration/habits.ts';
import { duration } from '../../text/numbers.ts';
import { needing } from '../scenario.ts';
import { theSecondStep } from './needs.ts';
import type { MigrationScenario } from './scenario.ts';

/** Route 53's control plane fails over to another Region, without the last step of one zone. */
export const lostChanges: MigrationScenario = {
  of: 'migration',
  name: 'lost-changes',
  about:
    'Route 53 loses a step that was in sync: it is not taken for a foreign write, and the step is made again',
  ...needing(theSecondStep, (second, { settings, zoneIds }) => {
    const [zoneId = ''] = zoneIds;
    let lost = Number.NaN;
    return {
      when: async ({ onCall, meanwhile, scene, chronicle }) => {
        const migration = await migrates(onCall);
        meanwhile('Route 53', async (route53) => {
          await route53.sees('Migrate', soakOf(second));
          await route53.waits(second.soakSeconds / 60 / 3);
          const { acceptedAt = 0 } = scene.engine.history(zoneId).at(-1) ?? {};
          scene.engine.strand(zoneId, acceptedAt - 1);
          lost = scene.now();
          chronicle.add('note', 'Route 53 fails over, and has lost the last change of a zone');
        });
        await approvesUntil(onCall, scene);
        await onCall.seesTheEndOf(migration);
      },
      checks: [
        decided(approvalsBefore(settings)),
        sentAgain(zoneId, () => lost),
        notifiedOnce('Route 53 has lost changes', CHANGES_LOST),
        notifiedTimes(0, 'somebody else changed the zone', ZONE_CHANGED),
        ...MIGRATED,
        notifiedOnce('the migration was closed', CLOSED),
      ],
    };
  }),
};

/** @param lost when, epoch milliseconds */
function sentAgain(zoneId: string, lost: () => number): MigrationCheck {
  return {
    claim: `What was lost was sent again within ${duration(WATCHED_WITHIN)}, with an epoch that nobody had`,
    contradictions: ({ scene }) => {
      const versions = scene.engine.history(zoneId);
      const at = versions.findIndex(({ acceptedAt }) => acceptedAt >= lost());
      const [before, , again] = [versions[at - 1], versions[at], versions[at + 1]];
      if (!before || !again) return ['it was not sent again'];
      const took = again.acceptedAt - lost();
      const epoch = ({ comment = '' }: typeof again) => Number(/epoch (\d+)/.exec(comment)?.[1]);
      return [
        ...(took <= WATCHED_WITHIN ? [] : [`it took ${duration(took)}`]),
        ...(epoch(again) > epoch(before) ? [] : [`epoch ${epoch(again)} after ${epoch(before)}`]),
      ];
    },
  };
}
