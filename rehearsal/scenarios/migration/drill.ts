import { decided, ended, notifiedOnce, notifiedTimes } from '../../checks/executions.ts';
import { answersMeasured, drillOnly, nothingLeft, throwawayMoved } from '../../checks/migration/drills.ts';
import { BACK_ON_LEGACY, MIGRATED } from '../../checks/migration/outcomes.ts';
import { reached } from '../../checks/migration/zones.ts';
import { approvalsBefore, soakOf } from '../../estate/migration/steps.ts';
import {
  approvesUntil,
  CLOSED,
  DRILL_DONE,
  DRILL_FAILED,
  drills,
  migrates,
  ROLLED_BACK,
  rollsBack,
} from '../../people/migration/habits.ts';
import { needing } from '../scenario.ts';
import { theFirstStep } from './needs.ts';
import type { MigrationScenario } from './scenario.ts';

/** A drill before the migration: it leaves the zones as they were, and the migration then goes as it should. */
export const drill: MigrationScenario = {
  of: 'migration',
  name: 'drill',
  about:
    'a throwaway name is moved and rolled back in each zone, and removed; then the migration goes as it should',
  ...needing(theFirstStep, (first, { settings }) => {
    let over = Number.NaN;
    return {
      when: async ({ onCall, scene }) => {
        const drilled = await drills(onCall, { note: 'before the move' });
        await onCall.isNotified(DRILL_DONE);
        await onCall.seesTheEndOf(drilled);
        over = scene.now();
        const migration = await migrates(onCall);
        await approvesUntil(onCall, scene);
        await onCall.seesTheEndOf(migration);
        await onCall.waits(2);
      },
      checks: [
        ended('Drill', { status: 'SUCCEEDED', in: 'AsPredicted' }),
        throwawayMoved(first.percent),
        answersMeasured(),
        drillOnly(() => over),
        nothingLeft(() => over),
        notifiedOnce('the drill is done', DRILL_DONE),
        decided(approvalsBefore(settings)),
        ...MIGRATED,
        notifiedOnce('the migration was closed', CLOSED),
      ],
    };
  }),
};

/** Somebody stops a drill in the middle. The next one removes what that one has left, before it begins. */
export const drillStopped: MigrationScenario = {
  of: 'migration',
  name: 'drill-stopped',
  about:
    'a drill is stopped in the middle: a dry run warns of what it has left, and the next drill removes that',
  ...needing(theFirstStep, (first) => {
    let over = Number.NaN;
    return {
      when: async ({ onCall, scene }) => {
        const stopped = await drills(onCall);
        await onCall.sees('Drill', 'WaitForInSync');
        await onCall.stops(stopped, 'I did not mean this account');
        await onCall.seesTheEndOf(await migrates(onCall, { dryRun: true }));
        const again = await drills(onCall);
        await onCall.isNotified(DRILL_DONE);
        await onCall.seesTheEndOf(again);
        over = scene.now();
      },
      checks: [
        ended('Drill', { status: 'ABORTED' }, { status: 'SUCCEEDED', in: 'AsPredicted' }),
        ended('Migrate', { status: 'SUCCEEDED', in: 'PlanReady' }),
        ended('RollBack'),
        throwawayMoved(first.percent),
        drillOnly(() => over),
        nothingLeft(() => over),
        notifiedOnce('the drill is done', DRILL_DONE),
      ],
    };
  }),
};

/** A migration begins while a drill is under way. It is not hurt; the drill removes its names and says why. */
export const drillOvertaken: MigrationScenario = {
  of: 'migration',
  name: 'drill-overtaken',
  about:
    'a migration begins while a drill is under way: the drill ends early and leaves nothing, the migration goes on',
  ...needing(theFirstStep, (first) => ({
    when: async ({ onCall, scene, faults, chronicle }) => {
      const paused = faults
        .on({ service: 'route53', action: 'GetChange', by: 'ConfirmDrill', nth: 1 })
        .park();
      const drilled = await drills(onCall);
      await onCall.until('ConfirmDrill to be paused', () => paused.arrived || undefined);
      chronicle.add('note', 'ConfirmDrill is paused');
      const migration = await migrates(onCall);
      await onCall.sees('Migrate', soakOf(first));
      chronicle.add('note', 'ConfirmDrill continues');
      paused.release();
      await onCall.isNotified(DRILL_FAILED);
      await onCall.seesTheEndOf(drilled);
      const over = scene.now();
      // Longer than an hour, so that Watch has compared all that isn't moved.
      await onCall.waits(70);
      chronicle.add('note', `${Math.round((scene.now() - over) / 60_000)} minutes later`);
      await rollsBack(onCall, { reason: 'it was enough' });
      await onCall.seesTheEndOf(migration);
      await onCall.isNotified(ROLLED_BACK);
    },
    checks: [
      ended('Drill', { status: 'FAILED', error: 'DrillFailed' }),
      ended('Migrate', { status: 'ABORTED' }),
      reached(first.percent),
      ...BACK_ON_LEGACY,
      notifiedOnce('the drill has failed', DRILL_FAILED),
      notifiedTimes(0, 'somebody else changed the zone', /somebody else/i),
    ],
  })),
};
