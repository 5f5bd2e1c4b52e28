import type {
  SourceAlarm,
  SourceAlarmQuery,
  SourceCompositeAlarm,
  SourceMetricAlarm,
  SourceStatus,
} from '../../rehearsal/gateway/index.ts';
import type { ContentOf, Place } from '../../rehearsal/snapshot/file-kind.ts';
import { ALARMS } from '../../rehearsal/snapshot/kinds/cloudwatch.ts';
import type { Snapshot } from '../../rehearsal/snapshot/snapshot.ts';

type Printed = ContentOf<typeof ALARMS>;
type PrintedMetricAlarm = Printed['MetricAlarms'][number];
type PrintedComposite = NonNullable<Printed['CompositeAlarms']>[number];
type PrintedQuery = NonNullable<PrintedMetricAlarm['Metrics']>[number];

/** The alarms of a snapshot as CloudWatch describes them, in the states that they had then. */
export function alarmsIn(snapshot: Snapshot, place: Place): readonly SourceAlarm[] {
  const { MetricAlarms = [], CompositeAlarms = [] } = snapshot.find(ALARMS, place) ?? {};
  return [...MetricAlarms.map(metricAlarm), ...CompositeAlarms.map(compositeAlarm)];
}

function metricAlarm(alarm: PrintedMetricAlarm): SourceMetricAlarm {
  return {
    kind: 'metric',
    ...basics(alarm),
    metric: {
      namespace: alarm.Namespace ?? '',
      metricName: alarm.MetricName ?? '',
      dimensions: dimensionsOf(alarm.Dimensions),
    },
    statistic: alarm.ExtendedStatistic ?? alarm.Statistic ?? '',
    periodSeconds: alarm.Period ?? 0,
    ...(alarm.Unit !== undefined && { unit: alarm.Unit }),
    ...(alarm.Metrics && { queries: alarm.Metrics.map(queryOf) }),
    ...(alarm.ThresholdMetricId !== undefined && { thresholdMetricId: alarm.ThresholdMetricId }),
    ...(alarm.EvaluateLowSampleCountPercentile === 'ignore' && { lowSamples: 'ignore' }),
    ...(alarm.EvaluationState !== undefined && { evaluationState: alarm.EvaluationState }),
    evaluationPeriods: alarm.EvaluationPeriods,
    datapointsToAlarm: alarm.DatapointsToAlarm ?? alarm.EvaluationPeriods,
    threshold: alarm.Threshold ?? 0,
    comparison: alarm.ComparisonOperator,
    treatMissingData: alarm.TreatMissingData ?? 'missing',
  };
}

function compositeAlarm(alarm: PrintedComposite): SourceCompositeAlarm {
  const { ActionsSuppressor: suppressor, ActionsSuppressedBy: suppressedBy } = alarm;
  return {
    kind: 'composite',
    ...basics(alarm),
    rule: alarm.AlarmRule ?? '',
    ...(suppressor !== undefined && {
      suppressor: {
        alarm: suppressor,
        waitSeconds: alarm.ActionsSuppressorWaitPeriod ?? 0,
        extensionSeconds: alarm.ActionsSuppressorExtensionPeriod ?? 0,
      },
    }),
    ...(suppressedBy !== undefined && { suppressedBy }),
  };
}

type PrintedBasics = Pick<PrintedComposite, Basics>;
type Basics =
  | 'AlarmName'
  | 'AlarmArn'
  | 'AlarmDescription'
  | 'ActionsEnabled'
  | 'AlarmConfigurationUpdatedTimestamp'
  | 'StateUpdatedTimestamp'
  | 'StateTransitionedTimestamp'
  | 'StateValue'
  | 'StateReason';

function basics(alarm: PrintedBasics) {
  return {
    name: alarm.AlarmName ?? '',
    arn: alarm.AlarmArn ?? '',
    description: alarm.AlarmDescription ?? '',
    actionsEnabled: alarm.ActionsEnabled ?? true,
    ...stateOf(alarm),
    configurationUpdatedAt: timeOf(alarm.AlarmConfigurationUpdatedTimestamp),
    stateUpdatedAt: timeOf(alarm.StateUpdatedTimestamp),
    stateTransitionedAt: timeOf(alarm.StateTransitionedTimestamp ?? alarm.StateUpdatedTimestamp),
  };
}

const STATES = ['OK', 'ALARM', 'INSUFFICIENT_DATA'] as const;

/** A description without a state was written by hand: nothing is known of it. */
function stateOf({ StateValue, StateReason = '' }: PrintedBasics): SourceStatus {
  const state = STATES.find((each) => each === StateValue) ?? 'INSUFFICIENT_DATA';
  return { state, reason: StateReason, reasonData: '' };
}

function queryOf({
  Id,
  Expression,
  MetricStat,
  Period,
  AccountId,
  ReturnData,
}: PrintedQuery): SourceAlarmQuery {
  const { Metric, Stat = '', Period: period = 60, Unit } = MetricStat ?? {};
  const metric = {
    namespace: Metric?.Namespace ?? '',
    metricName: Metric?.MetricName ?? '',
    dimensions: dimensionsOf(Metric?.Dimensions),
    ...(Unit !== undefined && { unit: Unit }),
  };
  return {
    id: Id ?? '',
    reads:
      Expression === undefined
        ? { metric, statistic: Stat, periodSeconds: period }
        : { expression: Expression, ...(Period !== undefined && { periodSeconds: Period }) },
    ...(AccountId !== undefined && { account: AccountId }),
    returned: ReturnData ?? true,
  };
}

function dimensionsOf(printed: PrintedMetricAlarm['Dimensions'] = []): Readonly<Record<string, string>> {
  return Object.fromEntries(printed.map(({ Name = '', Value = '' }) => [Name, Value]));
}

/** The CLI prints times as ISO 8601, or as seconds since 1970. */
function timeOf(printed: unknown): number {
  if (typeof printed === 'number') return printed * 1000;
  return typeof printed === 'string' ? Date.parse(printed) : 0;
}
