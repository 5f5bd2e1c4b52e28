/** The world as the gateway's CloudWatch shows it. */

import type {
  MonitoringSource,
  SourceAlarm,
  SourceAlarmQuery,
} from '../../gateway/services/monitoring-source.ts';
import type { MathQuery, MetricAlarmDefinition } from '../../world/alarm-definition.ts';
import type { Alarm } from '../../world/alarms.ts';
import { CompositeAlarm } from '../../world/composite-alarm.ts';
import { PUBLICATION_DELAY } from '../../world/metric-alarm.ts';
import { MINUTE, minuteOf } from '../../world/minutes.ts';
import { reducerOf } from '../../world/statistics.ts';
import type { World } from '../../world/world.ts';

const TWO_WEEKS_HOURS = 14 * 24;

/** `worldNow` gives the world, brought up to now. */
export function monitoringSource(worldNow: () => World, now: () => number): MonitoringSource {
  return {
    alarms: () => {
      const { alarms } = worldNow();
      return alarms.map((alarm) => described(alarm, alarms, now()));
    },
    history: () =>
      worldNow().alarms.flatMap(({ definition: { kind }, history }) =>
        history.map(({ alarm, at, from, to }) => ({ alarm, kind, at, from, to })),
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
      if (!reducerOf(statistic) || periodSeconds % 60 !== 0) {
        throw new Error(`the world has no ${statistic} over ${periodSeconds} s: see its SPEC.md`);
      }
      const { metrics } = worldNow();
      if (metric.unit !== undefined && !metrics.isIn(metric, metric.unit)) return [];
      const published = minuteOf(now() - PUBLICATION_DELAY);
      const datapoints = [];
      for (let at = start; at < Math.min(end, published); at += periodSeconds * 1000) {
        const value = metrics.statistic(
          metric,
          statistic,
          at,
          Math.min(at + periodSeconds * 1000, published),
        );
        if (value !== undefined) datapoints.push({ at, value });
      }
      return datapoints;
    },
    // Nothing in a world converts units: a value is what it is.
    put: (metric, at, value) => worldNow().metrics.publish(metric, at, value),
  };
}

function described(alarm: Alarm, all: readonly Alarm[], now: number): SourceAlarm {
  const { definition, status, history, createdAt } = alarm;
  const basics = {
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
  };
  if (alarm instanceof CompositeAlarm) return { ...basics, ...compositeAlarm(alarm, all, now) };
  return { ...basics, ...metricAlarm(alarm.definition) };
}

function compositeAlarm(alarm: CompositeAlarm, all: readonly Alarm[], now: number) {
  const { ruleText, suppressor } = alarm.definition;
  const called = (name: string) => all.find(({ definition }) => definition.name === name) ?? alarm;
  const by = alarm.suppressedAt(now, called);
  return {
    kind: 'composite' as const,
    rule: ruleText,
    ...(suppressor && {
      suppressor: {
        alarm: suppressor.given,
        waitSeconds: suppressor.waitSeconds,
        extensionSeconds: suppressor.extensionSeconds,
      },
    }),
    ...(by && { suppressedBy: by }),
  };
}

/** Of what an alarm on metric math has in place of one metric, that one says nothing. */
function metricAlarm(definition: MetricAlarmDefinition) {
  const { watched, periodSeconds } = definition;
  const watching =
    'metric' in watched
      ? { ...watched, periodSeconds }
      : {
          ...NO_METRIC,
          periodSeconds,
          queries: watched.queries.map((each) => describedQuery(each, periodSeconds)),
        };
  return {
    kind: 'metric' as const,
    ...watching,
    ...(definition.ignoresFewSamples && { lowSamples: 'ignore' as const }),
    evaluationPeriods: definition.evaluationPeriods,
    datapointsToAlarm: definition.datapointsToAlarm,
    threshold: definition.threshold,
    comparison: definition.comparison,
    treatMissingData: definition.treatMissingData,
  };
}

const NO_METRIC = { metric: { namespace: '', metricName: '', dimensions: {} }, statistic: '' };

function describedQuery({ id, label, returned, reads }: MathQuery, periodSeconds: number): SourceAlarmQuery {
  return {
    id,
    returned,
    ...(label !== undefined && { label }),
    reads:
      'expression' in reads
        ? reads
        : {
            metric: { ...reads.metric, ...(reads.unit !== undefined && { unit: reads.unit }) },
            statistic: reads.statistic,
            periodSeconds,
          },
  };
}
