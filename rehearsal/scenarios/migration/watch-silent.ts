import { WATCH } from '../../../lambdas/migration/contract/states.ts';
import { decided, notifiedOnce, notifiedTimes } from '../../checks/executions.ts';
import type { MigrationCheck } from '../../checks/migration/evidence.ts';
import { MIGRATED } from '../../checks/migration/outcomes.ts';
import { approvalsBefore, soakOf } from '../../estate/migration/steps.ts';
import {
  approves,
  approvesUntil,
  CLOSED,
  DECISION_NEEDED,
  decides,
  holdIn,
  migrates,
  WATCH_SILENT,
  ZONE_CHANGED,
} from '../../people/migration/habits.ts';
import { replacing, weightedRecords, withWeights } from '../../people/migration/hand-edit.ts';
import { duration } from '../../text/numbers.ts';
import { MINUTE } from '../../world/minutes.ts';
import { all, needing } from '../scenario.ts';
import { noticedWithin } from './foreign-write.ts';
import { anApproval, aWeightedName, theFirstStep } from './needs.ts';
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
        madeAgain(silenced, 2),
        notifiedTimes(2, 'Watch was silent', WATCH_SILENT),
        notifiedOnce('the migration was closed', CLOSED),
        ...MIGRATED,
      ],
    };
  }),
};

/** Somebody deletes the schedule while people are asked, and somebody else then writes a weight. The answer to the first message still fits. */
export const watchSilentOnHold: MigrationScenario = {
  of: 'migration',
  name: 'watch-silent-on-hold',
  about:
    'somebody deletes the schedule of Watch while the migration waits for a person: it is made again, and a foreign write is noticed',
  ...needing(all({ at: aWeightedName, approval: anApproval }), ({ at }, { settings }) => {
    const silenced: number[] = [];
    const times = { written: Number.NaN, held: Number.NaN };
    return {
      when: async ({ onCall, scene, stage }) => {
        const { route53 } = stage.clients;
        const migration = await migrates(onCall);
        const hold = holdIn(await onCall.isNotified(DECISION_NEEDED));
        await onCall.waits(5);
        silenced.push(scene.now());
        await onCall.deletesSchedules(`${settings.migration}-${WATCH.watch}`);
        await onCall.isNotified(WATCH_SILENT);
        await onCall.waits(30);
        const written = await weightedRecords(route53, at.zoneId, at.name);
        const foreign = withWeights(written, { legacy: 255, cluster: 1 });
        await onCall.edits(at.zoneId, `changes the weights of ${at.name}`, replacing(written, foreign));
        times.written = scene.now();
        await onCall.isNotified(ZONE_CHANGED);
        times.held = scene.now();
        await onCall.edits(at.zoneId, `puts ${at.name} back to what it was`, replacing(foreign, written));
        await decides(onCall, { decision: 'promote', hold, reason: 'all is as it was' });
        for (let i = 1; i < approvalsBefore(settings); i++) await approves(onCall);
        await onCall.seesTheEndOf(migration);
      },
      checks: [
        decided(approvalsBefore(settings)),
        madeAgain(silenced, 1),
        noticedWithin(times),
        notifiedOnce('Watch was silent', WATCH_SILENT),
        notifiedOnce('somebody else changed the zone', ZONE_CHANGED),
        notifiedTimes(approvalsBefore(settings), 'a decision is needed', DECISION_NEEDED),
        notifiedOnce('the migration was closed', CLOSED),
        ...MIGRATED,
      ],
    };
  }),
};

/** @param silenced when, epoch milliseconds */
export function madeAgain(silenced: readonly number[], times: number): MigrationCheck {
  return {
    claim: `Each time the schedule of Watch was made again within ${duration(NOTICED_WITHIN)}`,
    contradictions: ({ calls }) => {
      const made = calls
        .filter(
          ({ caller, service, outcome }) =>
            caller.name === 'StartWatch' && service === 'scheduler' && outcome === 'ok',
        )
        .map(({ startedAt }) => Date.parse(startedAt));
      if (silenced.length !== times) return [`it was silenced ${silenced.length} times`];
      return silenced.flatMap((at) => {
        const took = (made.find((time) => time >= at) ?? Number.POSITIVE_INFINITY) - at;
        return took <= NOTICED_WITHIN ? [] : [`it took ${duration(took)}`];
      });
    },
  };
}
