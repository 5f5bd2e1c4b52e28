import { isOneWay } from '../../../lambdas/migration/contract/one-way.ts';
import type { StepSettings } from '../../../lambdas/migration/contract/settings.ts';
import { decided, ended, notifiedOnce, notifiedTimes } from '../../checks/executions.ts';
import { untouchedWhileHeld } from '../../checks/migration/one-way.ts';
import { BACK_BY_ALARM, BACK_ON_LEGACY } from '../../checks/migration/outcomes.ts';
import { approvalsBefore, halfStep, soakOf } from '../../estate/migration/steps.ts';
import {
  approvesUntil,
  failsAtHalf,
  failsFor,
  migrates,
  ROLL_BACK_HELD,
  ROLLED_BACK,
  rollsBack,
} from '../../people/migration/habits.ts';
import { HOUR } from '../../world/minutes.ts';
import { all, Missing, needing } from '../scenario.ts';
import { anAlarmAtHalf } from './alarm-needs.ts';
import type { Foreseen, ForeseenEstate } from './foresight.ts';
import type { MigrationScenario } from './scenario.ts';

const BAD = { failing: 0.2 };
const ONE_WAY = { app: 'one-way', what: 'a `oneWayFrom` in the configuration' };

/** The step after the one at half, which is one-way, or is in the app that is deployed for it. */
function aOneWayStepAfterHalf({ settings }: ForeseenEstate): StepSettings | Missing {
  const half = halfStep(settings);
  const step = settings.steps[settings.steps.indexOf(half) + 1];
  if (!step) return new Missing('a step after the one at half');
  const fits =
    settings.oneWayFromPercent === undefined ||
    (isOneWay(settings, step.percent) && !isOneWay(settings, half.percent));
  return fits ? step : new Missing(`a \`oneWayFrom\` of ${step.percent}, or none`);
}

const needs = all<ForeseenEstate, { alarm: Foreseen; step: StepSettings }>({
  alarm: anAlarmAtHalf(BAD),
  step: aOneWayStepAfterHalf,
});

/** Before its one-way step a migration is like any other. */
export const oneWayAhead: MigrationScenario = {
  of: 'migration',
  name: 'one-way-ahead',
  about: 'the cluster fails before the one-way step: its alarm rolls back without help',
  ...needing(needs, (_, { settings }) => ({
    ...(settings.oneWayFromPercent === undefined && { deploys: ONE_WAY }),
    when: async ({ onCall, meanwhile, scene }) => {
      const migration = await migrates(onCall);
      meanwhile('the cluster', async (cluster) => void (await failsAtHalf(cluster, scene, BAD)));
      await approvesUntil(onCall, scene, halfStep(settings));
      await onCall.seesTheEndOf(migration);
      await onCall.isNotified(ROLLED_BACK);
    },
    checks: [
      decided(approvalsBefore(settings, halfStep(settings))),
      ...BACK_BY_ALARM,
      notifiedTimes(0, 'only they may roll back', ROLL_BACK_HELD),
    ],
  })),
};

/** The cluster fails after the one-way step. Then somebody stops the execution, and in the end on call gives the cluster up. */
export const oneWay: MigrationScenario = {
  of: 'migration',
  name: 'one-way',
  about:
    'the cluster fails after the one-way step: alarms and a stopped execution hold and page, and only a person’s RollBack restores',
  ...needing(needs, ({ step }, { settings }) => ({
    ...(settings.oneWayFromPercent === undefined && { deploys: ONE_WAY }),
    when: async ({ onCall, meanwhile, scene }) => {
      const migration = await migrates(onCall);
      meanwhile('the cluster', async (cluster) => {
        await cluster.sees('Migrate', soakOf(step));
        await cluster.waits(step.soakSeconds / 60 / 2);
        failsFor(scene, 3 * HOUR, BAD);
      });
      await approvesUntil(onCall, scene, step);
      await onCall.isNotified(ROLL_BACK_HELD);
      await onCall.sees('Migrate', 'HoldForDecision');
      await onCall.waits(20);
      await onCall.stops(migration, 'it can only wait');
      await onCall.isNotified(ROLL_BACK_HELD);
      await onCall.waits(20);
      await rollsBack(onCall, { reason: 'the cluster can’t be repaired; the shop loses today’s orders' });
      await onCall.isNotified(ROLLED_BACK);
    },
    checks: [
      ended('Migrate', { status: 'ABORTED' }),
      decided(approvalsBefore(settings, step)),
      untouchedWhileHeld(step.percent),
      ...BACK_ON_LEGACY,
      notifiedOnce('it was rolled back', ROLLED_BACK),
    ],
  })),
};
