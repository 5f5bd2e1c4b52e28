import { ended, notifiedOnce } from '../../checks/executions.ts';
import { restoredSoonAfter } from '../../checks/migration/budget.ts';
import { watchEnded } from '../../checks/migration/calls.ts';
import {
  clientsBackInTime,
  latchLetGo,
  leavesAndStays,
  noCallSucceeded,
  type Outage,
  onlyTheLatchHeld,
} from '../../checks/migration/data-plane.ts';
import { BACK_ON_LEGACY } from '../../checks/migration/outcomes.ts';
import { halfStep } from '../../estate/migration/steps.ts';
import {
  approvesUntil,
  failsAtHalf,
  migrates,
  ROLL_BACK_OWED,
  ROLLED_BACK,
} from '../../people/migration/habits.ts';
import { HOUR, MINUTE } from '../../world/minutes.ts';
import { needing } from '../scenario.ts';
import { anAlarmAtHalf } from './alarm-needs.ts';
import type { MigrationScenario } from './scenario.ts';

/** Nothing is slow: clients that still come keep a mean time bad, but not a number of errors. */
const BAD = { failing: 0.1, latencySeconds: 0.08 };
const DEPLOYS = { app: 'data-plane', what: '`dataPlaneRollback` in the configuration' };

/** The cluster fails on a day on which nobody can call Route 53, and its name servers go on. */
export const controlPlaneDown: MigrationScenario = {
  of: 'migration',
  name: 'control-plane-down',
  about:
    'Route 53’s API refuses every call for an hour while the cluster fails: DNS returns to legacy by health checks, and RollBack makes it stay',
  ...needing(anAlarmAtHalf(BAD), (_, { settings }) => {
    const outage: Outage = { from: Number.NaN, until: Number.NaN };
    return {
      ...(settings.dataPlane === undefined && { deploys: DEPLOYS }),
      when: async ({ onCall, meanwhile, faults, scene }) => {
        const migration = await migrates(onCall);
        meanwhile('the cluster', async (cluster) => {
          outage.from = await failsAtHalf(cluster, scene, BAD);
          outage.until = outage.from + HOUR;
          faults.on({ service: 'route53', ...outage }).fail(503);
        });
        await approvesUntil(onCall, scene, halfStep(settings));
        await onCall.isNotified(ROLL_BACK_OWED);
        await onCall.seesTheEndOf(migration);
        await onCall.isNotified(ROLLED_BACK);
        await onCall.waits(10);
      },
      checks: [
        ended('Migrate', { status: 'ABORTED' }),
        noCallSucceeded(outage),
        clientsBackInTime(outage),
        onlyTheLatchHeld(outage),
        leavesAndStays(outage, ({ situation }) => situation.now),
        restoredSoonAfter((scene) => outage.until - scene.start, 6 * MINUTE),
        ...BACK_ON_LEGACY,
        notifiedOnce('it was rolled back', ROLLED_BACK),
        latchLetGo,
        watchEnded,
      ],
    };
  }),
};
