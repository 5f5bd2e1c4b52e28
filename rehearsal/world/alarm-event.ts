import { randomUUID } from 'node:crypto';
import type {
  AlarmDefinition,
  AlarmStatus,
  CompositeAlarmDefinition,
  MetricAlarmDefinition,
  Transition,
  WatchedMetric,
} from './alarm-definition.ts';
import { awsTime } from './aws-time.ts';

/** An entry for EventBridge, as AWS's own services and partners put them. */
export interface BusEvent {
  /** Name of the event bus. Absent: the default one, on which those of AWS come. */
  readonly bus?: string;
  readonly source: string;
  readonly detailType: string;
  readonly resources: readonly string[];
  readonly time: number;
  readonly detail: Readonly<Record<string, unknown>>;
}

/**
 * The `CloudWatch Alarm State Change` event of a transition, in AWS's shape. Source: "Alarm events and EventBridge" in
 * CloudWatch's user guide, whose samples of a composite alarm have no description.
 */
export function alarmEvent(definition: AlarmDefinition, transition: Transition): BusEvent {
  return {
    source: 'aws.cloudwatch',
    detailType: 'CloudWatch Alarm State Change',
    resources: [definition.arn],
    time: transition.at,
    detail: {
      alarmName: definition.name,
      configuration:
        definition.kind === 'metric' ? metricConfiguration(definition) : compositeConfiguration(definition),
      previousState: stateOf(transition.from),
      state: stateOf(transition.to),
    },
  };
}

function metricConfiguration({ description, watched, periodSeconds }: MetricAlarmDefinition): object {
  const metrics =
    'metric' in watched
      ? [{ id: randomUUID(), metricStat: metricStat(watched, periodSeconds), returnData: true }]
      : watched.queries.map(({ id, label, reads, returned: returnData }) => ({
          id,
          ...('metric' in reads
            ? { metricStat: metricStat(reads, periodSeconds) }
            : { expression: reads.expression }),
          ...(label !== undefined && { label }),
          returnData,
        }));
  return { description, metrics };
}

function metricStat({ metric, statistic, unit }: WatchedMetric, period: number): object {
  const { namespace, metricName: name, dimensions } = metric;
  return {
    metric: { namespace, name, dimensions },
    period,
    stat: statistic,
    ...(unit !== undefined && { unit }),
  };
}

function compositeConfiguration({ ruleText: alarmRule, suppressor }: CompositeAlarmDefinition): object {
  if (!suppressor) return { alarmRule };
  return {
    alarmRule,
    actionsSuppressor: suppressor.given,
    actionsSuppressorWaitPeriod: suppressor.waitSeconds,
    actionsSuppressorExtensionPeriod: suppressor.extensionSeconds,
  };
}

function stateOf({ state, reason, reasonData, since, suppressedBy }: AlarmStatus): Record<string, unknown> {
  return {
    ...(suppressedBy && {
      actionsSuppressedBy: suppressedBy,
      actionsSuppressedReason: `Actions suppressed by ${suppressedBy}`,
    }),
    value: state,
    reason,
    ...(reasonData && { reasonData }),
    timestamp: awsTime(since),
  };
}
