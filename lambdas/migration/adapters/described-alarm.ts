/** An alarm as CloudWatch describes it → an alarm. Throws `UnreadableAnswer` for one whose description nobody knows. */

import type {
  CompositeAlarm as DescribedComposite,
  LogAlarm as DescribedLogAlarm,
  MetricAlarm as DescribedMetric,
  EvaluationCriteria,
  MetricStat,
} from '@aws-sdk/client-cloudwatch';
import { answersOf } from '../../shared/adapters/answers-of.ts';
import {
  ALARM_STATES,
  type AlarmMetric,
  type AlarmQuery,
  type CompositeAlarm,
  type MetricAlarm,
  MISSING_DATA,
  type MissingData,
} from '../domain/alarm.ts';
import { queryKindOf } from '../domain/alarm-query.ts';

const { given, oneOf, unreadable } = answersOf('CloudWatch');

export function metricAlarm(alarm: DescribedMetric): MetricAlarm {
  const common = basics(alarm);
  const times = timesOf(alarm, common.name);
  return {
    ...common,
    kind: 'metric',
    ...times,
    alignedToClock: alarm.EvaluationWindow?.WallClockWindow !== undefined,
    delaySeconds: 0,
    treatMissingData: missingDataOf(alarm, common.name),
    metrics: metricsOf(alarm, common.name),
    ...fixedOf(alarm),
    queries: queriesOf(alarm, times.periodSeconds),
    ignoresFewSamples: alarm.EvaluateLowSampleCountPercentile === 'ignore',
    evaluationState: alarm.EvaluationState ?? '',
  };
}

export function compositeAlarm(alarm: DescribedComposite): CompositeAlarm {
  const suppressed = alarm.ActionsSuppressedBy !== undefined;
  return {
    ...basics(alarm),
    kind: 'composite',
    rule: given(alarm.AlarmRule, alarm.AlarmName ?? '', 'AlarmRule'),
    actionsSuppressedBy: suppressed
      ? (alarm.ActionsSuppressor ?? alarm.ActionsSuppressedReason ?? 'an unnamed alarm')
      : '',
  };
}

/** Its query has no metric that could be read, and no rights of this software's on the logs. */
export function logAlarm(alarm: DescribedLogAlarm): MetricAlarm {
  const common = basics(alarm);
  const { name } = common;
  const { QueryString, ScheduleConfiguration: schedule } = alarm.ScheduledQueryConfiguration ?? {};
  const expression = given(QueryString, name, 'QueryString');
  const periodSeconds = rateSeconds(given(schedule?.ScheduleExpression, name, 'ScheduleExpression'), name);
  return {
    ...common,
    kind: 'log',
    periodSeconds,
    evaluationPeriods: given(alarm.QueryResultsToEvaluate, name, 'QueryResultsToEvaluate'),
    datapointsToAlarm: given(alarm.QueryResultsToAlarm, name, 'QueryResultsToAlarm'),
    alignedToClock: false,
    delaySeconds: schedule?.EndTimeOffset ?? 0,
    treatMissingData: missingDataOf(alarm, name),
    metrics: [],
    queries: [{ kind: 'Logs Insights', expression, periodSeconds, account: '' }],
    ignoresFewSamples: false,
    evaluationState: '',
  };
}

const UNIT_SECONDS: Readonly<Record<string, number>> = { minute: 60, hour: 3600, day: 86_400 };

/** `rate(5 minutes)`. Source: ScheduleConfiguration in the CloudWatch API reference. */
function rateSeconds(expression: string, name: string): number {
  const [, amount, unit = ''] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  const seconds = Number(amount) * (UNIT_SECONDS[unit] ?? Number.NaN);
  if (!(seconds > 0)) throw unreadable(name, `ScheduleExpression is ${expression}, not a rate()`);
  return seconds;
}

function missingDataOf({ TreatMissingData = 'missing' }: DescribedMetric | DescribedLogAlarm, name: string) {
  return oneOf<MissingData>(MISSING_DATA, TreatMissingData, name, 'TreatMissingData');
}

function basics(alarm: DescribedMetric | DescribedComposite | DescribedLogAlarm) {
  const name = given(alarm.AlarmName, 'an alarm', 'AlarmName');
  return {
    name,
    arn: given(alarm.AlarmArn, name, 'AlarmArn'),
    state: oneOf(ALARM_STATES, alarm.StateValue, name, 'StateValue'),
    stateReason: alarm.StateReason ?? '',
    stateUpdatedAt: given(alarm.StateUpdatedTimestamp, name, 'StateUpdatedTimestamp').toISOString(),
    ...(alarm.StateTransitionedTimestamp && { stateSince: alarm.StateTransitionedTimestamp.toISOString() }),
    configurationUpdatedAt: given(
      alarm.AlarmConfigurationUpdatedTimestamp,
      name,
      'AlarmConfigurationUpdatedTimestamp',
    ).toISOString(),
    actionsEnabled: given(alarm.ActionsEnabled, name, 'ActionsEnabled'),
  };
}

type Times = Pick<MetricAlarm, 'periodSeconds' | 'evaluationPeriods' | 'datapointsToAlarm'>;

function timesOf(alarm: DescribedMetric, name: string): Times {
  if (alarm.EvaluationCriteria) return criteriaTimes(alarm.EvaluationCriteria, alarm, name);
  const evaluationPeriods = given(alarm.EvaluationPeriods, name, 'EvaluationPeriods');
  const inArray = (alarm.Metrics ?? []).flatMap(({ MetricStat, Period }) => [MetricStat?.Period, Period]);
  const periods = [alarm.Period, alarm.EvaluationInterval, ...inArray].filter((each) => each !== undefined);
  return {
    periodSeconds: given(periods.length > 0 ? Math.max(...periods) : undefined, name, 'Period'),
    evaluationPeriods,
    datapointsToAlarm: alarm.DatapointsToAlarm ?? evaluationPeriods,
  };
}

/** PromQL: a contributor that is breaching for the whole pending period is in ALARM. Source: `AlarmPromQLCriteria`. */
function criteriaTimes(criteria: EvaluationCriteria, alarm: DescribedMetric, name: string): Times {
  const periodSeconds = given(alarm.EvaluationInterval, name, 'EvaluationInterval');
  const pending = criteria.PromQLCriteria?.PendingPeriod ?? 0;
  const evaluations = Math.max(1, Math.ceil(pending / periodSeconds));
  return { periodSeconds, evaluationPeriods: evaluations, datapointsToAlarm: evaluations };
}

function metricsOf(alarm: DescribedMetric, name: string): AlarmMetric[] {
  if (alarm.MetricName === undefined)
    return (alarm.Metrics ?? []).flatMap(({ MetricStat, AccountId }) =>
      MetricStat ? [alarmMetric(MetricStat, AccountId, name)] : [],
    );
  const { Period, Unit } = alarm;
  const Stat = alarm.Statistic ?? alarm.ExtendedStatistic;
  return [alarmMetric({ Metric: alarm, Period, Stat, Unit }, undefined, name)];
}

function fixedOf({ MetricName, Threshold: threshold, ComparisonOperator: comparison }: DescribedMetric) {
  const isFixed = MetricName !== undefined && threshold !== undefined && comparison !== undefined;
  return isFixed ? { fixed: { threshold, comparison } } : {};
}

function alarmMetric(stat: MetricStat, account: string | undefined, name: string): AlarmMetric {
  const { Metric = {}, Stat, Period, Unit } = stat;
  return {
    namespace: given(Metric.Namespace, name, 'Namespace'),
    metricName: given(Metric.MetricName, name, 'MetricName'),
    dimensions: Object.fromEntries((Metric.Dimensions ?? []).map((d) => [d.Name ?? '', d.Value ?? ''])),
    statistic: given(Stat, name, 'Statistic'),
    periodSeconds: given(Period, name, 'Period'),
    unit: Unit ?? '',
    account: account ?? '',
  };
}

/** Its expressions that fetch data; those about metrics beside them do not. */
function queriesOf({ Metrics = [] }: DescribedMetric, periodSeconds: number): AlarmQuery[] {
  return Metrics.flatMap(({ Expression: expression = '', Period, AccountId }) => {
    const kind = queryKindOf(expression);
    if (!kind) return [];
    return [{ kind, expression, periodSeconds: Period ?? periodSeconds, account: AccountId ?? '' }];
  });
}
