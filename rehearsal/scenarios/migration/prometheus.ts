/** A soak that is compared by a Prometheus: the cluster is worse by it alone, or nobody reaches it. */
import { decided, notifiedOnce } from '../../checks/executions.ts';
import { MIGRATED } from '../../checks/migration/outcomes.ts';
import { becauseOf } from '../../checks/migration/prometheus.ts';
import { approvalsBefore, soakOf } from '../../estate/migration/steps.ts';
import {
  approvesUntil,
  CLOSED,
  DECISION_NEEDED,
  decides,
  holdIn,
  migrates,
  ROLLED_BACK,
} from '../../people/migration/habits.ts';
import { STEADY } from '../../world/load-balancer.ts';
import { needing } from '../scenario.ts';
import { aComparedQuery } from './compared-needs.ts';
import type { MigrationScenario } from './scenario.ts';
import { rolledBackAsWorse } from './worse-than-legacy.ts';

/** In a world whose app asks no Prometheus: the other app that does. */
const WATCHED = { app: 'prometheus', what: 'a metric of Prometheus in `compare`' };

/** The cluster fails more requests than legacy, below every threshold, and only Prometheus is asked. */
export const prometheusWorse: MigrationScenario = {
  of: 'migration',
  name: 'prometheus-worse',
  about:
    'the cluster is worse than legacy by a metric of Prometheus, and no alarm fires: the first soak rolls back',
  ...needing(aComparedQuery, ({ first, metric, failing, isOwn }) => ({
    ...(!isOwn && { deploys: WATCHED }),
    ...rolledBackAsWorse(first, { ...STEADY, failing }, [
      becauseOf('it was rolled back', ROLLED_BACK, metric, 'The cluster is worse by at least'),
    ]),
  })),
};

/** Prometheus can't be reached from the middle of the first soak on. Unknown is not good; when it is back, the migration continues to its end. */
export const prometheusAway: MigrationScenario = {
  of: 'migration',
  name: 'prometheus-away',
  about:
    'nobody reaches Prometheus at the end of the first soak: it is extended, then held; when Prometheus is back, the migration continues to its end',
  ...needing(aComparedQuery, ({ first, metric, isOwn }, { settings }) => ({
    ...(!isOwn && { deploys: WATCHED }),
    when: async ({ onCall, scene }) => {
      const migration = await migrates(onCall);
      await onCall.sees('Migrate', soakOf(first));
      await onCall.waits(first.soakSeconds / 60 / 2);
      scene.prometheus.leaves();
      const hold = holdIn(await onCall.isNotified(DECISION_NEEDED));
      await onCall.waits(5);
      scene.prometheus.comesBack();
      await decides(onCall, { decision: 'extend', hold, reason: 'Prometheus is back' });
      await approvesUntil(onCall, scene);
      await onCall.seesTheEndOf(migration);
    },
    checks: [
      decided(approvalsBefore(settings) + 1),
      becauseOf('somebody must decide', DECISION_NEEDED, metric, "can't be reached"),
      ...MIGRATED,
      notifiedOnce('the migration was closed', CLOSED),
    ],
  })),
};
