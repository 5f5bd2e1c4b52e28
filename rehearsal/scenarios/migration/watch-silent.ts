import { WATCH } from '../../../lambdas/migration/contract/states.ts';
import { decided, notifiedOnce, notifiedTimes } from '../../checks/executions.ts';
import type { MigrationCheck } from '../../checks/migration/evidence.ts';
import { MIGRATED } from '../../checks/migration/outcomes.ts';
import { approvalsBefore, soakOf } from '../../estate/migration/steps.ts';
import { approvesUntil, CLOSED, migrates, WATCH_SILENT } from '../../people/migration/habits.ts';
import { duration } from '../../text/numbers.ts';
import { MINUTE } from '../../world/minutes.ts';
import { needing } from '../scenario.ts';
import { theFirstStep } from './needs.ts';
import type { MigrationScenario } from './scenario.ts';

/** Ten minutes without a heartbeat, one that was sent just before, and some seconds. */
const NOTICED_WITHIN = 11.5 * MINUTE;

/** Without its schedule, nobody calls Watch any more. */
export const watchSilent: MigrationScenario = {
  of: 'migration',
  name: 'watch-silent',
  about:
    'somebody deletes the schedule of Watch during a soak, and disables it in the drain: it is made again',
  ...needing(theFirstStep, (first, { settings }) => {
    const group = `${settings.migration}-${WATCH.watch}`;
    const silenced: number[] = [];
    return {
      when: async ({ onCall, meanwhile, scene }) => {
        const migration = await migrates(onCall);
        meanwhile('a colleague', async (colleague) => {
          await colleague.sees('Migrate', soakOf(first));
          await colleague.waits(90);
          silenced.push(scene.now());
          await colleague.deletesSchedules(group);
          await colleague.isNotified(WATCH_SILENT);
          await colleague.sees('Migrate', 'WaitForDrain');
          await colleague.waits(90);
          silenced.push(scene.now());
          await colleague.disablesSchedules(group);
        });
        await approvesUntil(onCall, scene);
        await onCall.seesTheEndOf(migration);
      },
      checks: [
        decided(approvalsBefore(settings)),
        madeAgain(silenced),
        notifiedTimes(2, 'Watch was silent', WATCH_SILENT),
        notifiedOnce('the migration was closed', CLOSED),
        ...MIGRATED,
      ],
    };
  }),
};

/** @param silenced when, epoch milliseconds */
function madeAgain(silenced: readonly number[]): MigrationCheck {
  return {
    claim: `Each time the schedule of Watch was made again within ${duration(NOTICED_WITHIN)}`,
    contradictions: ({ calls }) => {
      const made = calls
        .filter(
          ({ caller, service, outcome }) =>
            caller.name === 'StartWatch' && service === 'scheduler' && outcome === 'ok',
        )
        .map(({ startedAt }) => Date.parse(startedAt));
      if (silenced.length !== 2) return [`it was silenced ${silenced.length} times`];
      return silenced.flatMap((at) => {
        const took = (made.find((time) => time >= at) ?? Number.POSITIVE_INFINITY) - at;
        return took <= NOTICED_WITHIN ? [] : [`it took ${duration(took)}`];
      });
    },
  };
}
