/** The world as the gateway's CloudWatch shows it. */

import type { MonitoringSource, SourceMetricAlarm } from '../../gateway/services/monitoring-source.ts';
import { type Alarm, PUBLICATION_DELAY } from '../../world/alarm.ts';
import { STATISTICS } from '../../world/metrics.ts';
import { MINUTE, minuteOf } from '../../world/minutes.ts';
import type { World } from '../../world/world.ts';

const TWO_WEEKS_HOURS = 14 * 24;

/** `worldNow` gives the world, brought up to now. */
export function monitoringSource(worldNow: () => World, now: () => number): MonitoringSource {
  return {
    alarms: () => worldNow().alarms.map(describedAlarm),
    history: () =>
      worldNow().alarms.flatMap(({ history }) =>
        history.map(({ alarm, at, from, to }) => ({ alarm, kind: 'metric' as const, at, from, to })),
      ),
    metrics: ({ activeWithinHours = TWO_WEEKS_HOURS }) => {
      const from = minuteOf(now() - activeWithinHours * 60 * MINUTE);
      const { metrics } = worldNow();
      const published = minuteOf(now() - PUBLICATION_DELAY);
      return metrics
        .ids()
        .filter((id) => metrics.statistic(id, 'SampleCount', from, published) !== undefined);
    },
    query: (metric, start, end, periodSeconds, statistic) => {
      const known = STATISTICS.find((name) => name === statistic);
      if (!known || periodSeconds % 60 !== 0) {
        throw new Error(`the world has no ${statistic} over ${periodSeconds} s: see its SPEC.md`);
      }
      const { metrics } = worldNow();
      if (metric.unit !== undefined && !metrics.isIn(metric, metric.unit)) return [];
      const published = minuteOf(now() - PUBLICATION_DELAY);
      const datapoints = [];
      for (let at = start; at < Math.min(end, published); at += periodSeconds * 1000) {
        const value = metrics.statistic(metric, known, at, Math.min(at + periodSeconds * 1000, published));
        if (value !== undefined) datapoints.push({ at, value });
      }
      return datapoints;
    },
  };
}

function describedAlarm({ definition, status, history, createdAt }: Alarm): SourceMetricAlarm {
  return {
    kind: 'metric',
    name: definition.name,
    arn: definition.arn,
    description: definition.description,
    actionsEnabled: definition.actionsEnabled,
    state: status.state,
    reason: status.reason,
    reasonData: status.reasonData,
    configurationUpdatedAt: createdAt,
    stateUpdatedAt: status.since,
    stateTransitionedAt: history.at(-1)?.at ?? createdAt,
    metric: definition.metric,
    statistic: definition.statistic,
    ...(definition.unit !== undefined && { unit: definition.unit }),
    periodSeconds: definition.periodSeconds,
    evaluationPeriods: definition.evaluationPeriods,
    datapointsToAlarm: definition.datapointsToAlarm,
    threshold: definition.threshold,
    comparison: definition.comparison,
    treatMissingData: definition.treatMissingData,
  };
}
