import type { XmlValue } from '../../protocol/aws-query.ts';
import { optionalInteger, optionalString, optionalWord, strings, words } from '../../protocol/input.ts';
import { pageOf } from '../../protocol/paging.ts';
import { type Operation, ServiceFault } from '../../protocol/rpc-service.ts';
import {
  type MonitoringSource,
  type SourceAlarm,
  type SourceAlarmQuery,
  type SourceCompositeAlarm,
  type SourceLogAlarm,
  type SourceMetric,
  type SourceMetricAlarm,
  STATISTICS,
} from '../monitoring-source.ts';

export const ALARM_NAME = { min: 1, max: 255 };
export const PAGE_TOKEN = { min: 0, max: 4096 };
export const ALARM_TYPES = ['CompositeAlarm', 'MetricAlarm', 'LogAlarm'] as const;
export const TYPE_OF = {
  metric: 'MetricAlarm',
  composite: 'CompositeAlarm',
  log: 'LogAlarm',
} as const satisfies Record<SourceAlarm['kind'], (typeof ALARM_TYPES)[number]>;
export const ALARM_STATES = ['OK', 'ALARM', 'INSUFFICIENT_DATA'] as const;
const NAMES_A_CALL = 100;
const DEFAULT_PAGE = 50;

/** Narrower ways to ask that nothing here serves; said, not ignored. */
const NOT_SERVED = ['ChildrenOfAlarmName', 'ParentsOfAlarmName'];

/** `DescribeAlarms`: SPEC.md, "Alarms". */
export function describeAlarms(source: MonitoringSource): Operation {
  return ({ input }) => {
    const refused = NOT_SERVED.find((field) => input[field] !== undefined);
    if (refused !== undefined) {
      throw new ServiceFault('NotImplemented', `The rehearsal does not serve ${refused}.`, { status: 501 });
    }
    const asked = {
      names: strings(input, 'AlarmNames', NAMES_A_CALL, ALARM_NAME),
      prefix: optionalString(input, 'AlarmNamePrefix', ALARM_NAME),
      types: words(input, 'AlarmTypes', ALARM_TYPES),
      state: optionalWord(input, 'StateValue', ALARM_STATES),
      actionPrefix: optionalString(input, 'ActionPrefix', { min: 1, max: 1024 }),
    };
    if (asked.prefix !== undefined && asked.names.length > 0) {
      throw new ServiceFault(
        'InvalidParameterCombination',
        'AlarmNamePrefix and AlarmNames cannot be given together.',
        { shape: 'InvalidParameterCombinationException' },
      );
    }
    const size = optionalInteger(input, 'MaxRecords', { min: 1, max: 100 }) ?? DEFAULT_PAGE;
    const found = source
      .alarms()
      .filter((alarm) => matches(alarm, asked))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1));
    const page = pageOf(found, size, optionalString(input, 'NextToken', PAGE_TOKEN), asked);
    return {
      MetricAlarms: page.items.filter((alarm) => alarm.kind === 'metric').map(metricAlarm),
      CompositeAlarms: page.items.filter((alarm) => alarm.kind === 'composite').map(compositeAlarm),
      LogAlarms: page.items.filter((alarm) => alarm.kind === 'log').map(logAlarm),
      NextToken: page.nextToken,
    };
  };
}

interface Asked {
  readonly names: readonly string[];
  readonly prefix: string | undefined;
  readonly types: readonly (typeof ALARM_TYPES)[number][];
  readonly state: string | undefined;
  readonly actionPrefix: string | undefined;
}

function matches(alarm: SourceAlarm, asked: Asked): boolean {
  const actions = [alarm.alarmActions, alarm.okActions, alarm.insufficientDataActions].flatMap(
    (each) => each ?? [],
  );
  return (
    isOfTypes(alarm.kind, asked.types) &&
    (asked.names.length === 0 || asked.names.includes(alarm.name)) &&
    (asked.prefix === undefined || alarm.name.startsWith(asked.prefix)) &&
    (asked.state === undefined || alarm.state === asked.state) &&
    (asked.actionPrefix === undefined ||
      actions.some((action) => action.startsWith(asked.actionPrefix as string)))
  );
}

/** Without types, metric alarms alone are meant. */
export function isOfTypes(kind: SourceAlarm['kind'], types: Asked['types']): boolean {
  if (types.length === 0) return kind === 'metric';
  return types.includes(TYPE_OF[kind]);
}

function basics(alarm: SourceAlarm): Record<string, XmlValue> {
  return {
    AlarmName: alarm.name,
    AlarmArn: alarm.arn,
    AlarmDescription: alarm.description || undefined,
    AlarmConfigurationUpdatedTimestamp: new Date(alarm.configurationUpdatedAt),
    ActionsEnabled: alarm.actionsEnabled,
    AlarmActions: alarm.alarmActions ?? [],
    OKActions: alarm.okActions ?? [],
    InsufficientDataActions: alarm.insufficientDataActions ?? [],
    StateValue: alarm.state,
    StateReason: alarm.reason,
    StateReasonData: alarm.reasonData || undefined,
    StateUpdatedTimestamp: new Date(alarm.stateUpdatedAt),
    StateTransitionedTimestamp: new Date(alarm.stateTransitionedAt),
  };
}

function metricAlarm(alarm: SourceMetricAlarm): XmlValue {
  return {
    ...basics(alarm),
    ...(alarm.queries ? { Metrics: alarm.queries.map(metricDataQuery) } : oneMetric(alarm)),
    EvaluationPeriods: alarm.evaluationPeriods,
    // CloudWatch leaves M of "M out of N" out when it is N.
    DatapointsToAlarm:
      alarm.datapointsToAlarm === alarm.evaluationPeriods ? undefined : alarm.datapointsToAlarm,
    Threshold: alarm.thresholdMetricId === undefined ? alarm.threshold : undefined,
    ThresholdMetricId: alarm.thresholdMetricId,
    ComparisonOperator: alarm.comparison,
    TreatMissingData: alarm.treatMissingData,
    EvaluateLowSampleCountPercentile: alarm.lowSamples,
    EvaluationState: alarm.evaluationState,
    EvaluationWindow: alarm.wallClock ? { WallClockWindow: { Timezone: 'UTC' } } : undefined,
  };
}

function oneMetric({ metric, statistic, periodSeconds, unit }: SourceMetricAlarm): Record<string, XmlValue> {
  const plain = STATISTICS.some((name) => name === statistic);
  return {
    ...metricShape(metric),
    Statistic: plain ? statistic : undefined,
    ExtendedStatistic: plain ? undefined : statistic,
    Period: periodSeconds,
    Unit: unit,
  };
}

function metricDataQuery({ id, label, reads, account, returned }: SourceAlarmQuery): XmlValue {
  const common = { Id: id, Label: label, ReturnData: returned, AccountId: account };
  if ('expression' in reads) return { ...common, Expression: reads.expression, Period: reads.periodSeconds };
  const { metric, statistic, periodSeconds } = reads;
  const MetricStat = {
    Metric: metricShape(metric),
    Stat: statistic,
    Period: periodSeconds,
    Unit: metric.unit,
  };
  return { ...common, MetricStat };
}

function metricShape({ namespace, metricName, dimensions }: SourceMetric): Record<string, XmlValue> {
  return {
    Namespace: namespace,
    MetricName: metricName,
    Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
  };
}

function compositeAlarm(alarm: SourceCompositeAlarm): XmlValue {
  const { suppressor, suppressedBy } = alarm;
  return {
    ...basics(alarm),
    AlarmRule: alarm.rule,
    ActionsSuppressor: suppressor?.alarm,
    ActionsSuppressorWaitPeriod: suppressor?.waitSeconds,
    ActionsSuppressorExtensionPeriod: suppressor?.extensionSeconds,
    ActionsSuppressedBy: suppressedBy,
    ActionsSuppressedReason: suppressedBy && `Actions suppressed by ${suppressedBy}`,
  };
}

function logAlarm(alarm: SourceLogAlarm): XmlValue {
  return {
    ...basics(alarm),
    ScheduledQueryConfiguration: {
      QueryString: alarm.query,
      LogGroupIdentifiers: alarm.logGroups,
      AggregationExpression: alarm.aggregation,
      ScheduleConfiguration: {
        ScheduleExpression: alarm.schedule,
        StartTimeOffset: alarm.startOffsetSeconds,
        EndTimeOffset: alarm.endOffsetSeconds,
      },
    },
    QueryResultsToEvaluate: alarm.resultsToEvaluate,
    QueryResultsToAlarm: alarm.resultsToAlarm,
    Threshold: alarm.threshold,
    ComparisonOperator: alarm.comparison,
    TreatMissingData: alarm.treatMissingData,
  };
}
