/** What the migration's dashboard and log queries show after a run. */
import { RUN_METRICS, SIDE } from '../../../lambdas/migration/contract/own-metrics.ts';
import type { MetricId } from '../../world/metrics.ts';
import { minuteOf } from '../../world/minutes.ts';
import { dashboardHasData, queriedFieldsLogged } from '../dashboard.ts';
import type { Evidence, MigrationCheck } from './evidence.ts';

function isSeen({ scene, situation }: Evidence, metric: MetricId): boolean {
  return (
    scene.world.metrics.statistic(metric, 'SampleCount', minuteOf(scene.start), minuteOf(situation.now)) !==
    undefined
  );
}

/** Of a side that no such load balancer serves, errors and latency are not measured. */
function whyNotMeasured({ metricName, dimensions }: MetricId, { scene }: Evidence): string | undefined {
  const { errors, latency } = RUN_METRICS.ofSides;
  const of = dimensions[SIDE];
  if (of === undefined || (metricName !== errors && metricName !== latency)) return undefined;
  const { cluster, legacy } = scene.platforms;
  const side = of === 'cluster' ? [cluster] : legacy;
  return side.every(({ family }) => family === 'application' || family === 'classic')
    ? undefined
    : 'a load balancer of it counts neither errors nor times';
}

export const dashboardShown: MigrationCheck = dashboardHasData<Evidence>(
  (metric, evidence) => isSeen(evidence, metric),
  whyNotMeasured,
);

/** After a run in which nothing failed and nobody was asked. */
export const queriesAnswered = queriedFieldsLogged({
  zone: 'only of an error that is about a zone',
  'error.name': 'only of a call that failed',
  'error.message': 'only of a call that failed',
  'result.reasons.1': 'only of a verdict with several reasons',
  'result.reasons.2': 'only of a verdict with several reasons',
  'result.decision': 'only if a person decided',
  'result.reason': 'only if a person decided',
  'result.decidedBy': 'only if a person decided',
});
