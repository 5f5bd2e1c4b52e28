/** A metric alarm as CloudWatch describes it → one that the world evaluates. */

import type { ContentOf } from '../../snapshot/file-kind.ts';
import type { Pointer } from '../../snapshot/json.ts';
import type { ALARMS } from '../../snapshot/kinds/cloudwatch.ts';
import { metricPrinted } from '../../snapshot/metrics.ts';
import type {
  MathQuery,
  MetricAlarmDefinition,
  WatchedMath,
  WatchedMetric,
} from '../../world/alarm-definition.ts';
import { COMPARISONS, TREATMENTS } from '../../world/alarm-rules.ts';
import { compile } from '../../world/metric-math/compile.ts';
import { NotKnown } from '../../world/metric-math/values.ts';
import type { MetricId } from '../../world/metrics.ts';
import { reducerOf } from '../../world/statistics.ts';

/** What an alarm has that the world hasn't. */
export class NotEvaluated extends Error {
  readonly within: Pointer;

  /** @param within the alarm */
  constructor(what: string, within: Pointer = '') {
    super(what);
    this.within = within;
  }
}

type Printed = ContentOf<typeof ALARMS>['MetricAlarms'][number];
type PrintedQuery = NonNullable<Printed['Metrics']>[number];
type PrintedStat = NonNullable<PrintedQuery['MetricStat']>;

/** Shorter than a minute. */
const SHORT_PERIODS = [10, 20, 30];
/** By which an expression fetches data of its own, or a band. */
const FETCHES =
  /^\s*SELECT\s|\b(SEARCH|INSIGHT_RULE_METRIC|DB_PERF_INSIGHTS|LAMBDA|ANOMALY_DETECTION_BAND)\s*\(/i;

/** CloudWatch leaves out what has its default: M of "M out of N", and how missing data are treated. @throws NotEvaluated */
export function metricDefinition(alarm: Printed, account: string | undefined): MetricAlarmDefinition {
  if (alarm.ThresholdMetricId !== undefined)
    throw new NotEvaluated('a band of anomaly detection', '/ThresholdMetricId');
  if (alarm.EvaluationCriteria) throw new NotEvaluated('a query in PromQL', '/EvaluationCriteria');
  if (alarm.EvaluationWindow?.WallClockWindow)
    throw new NotEvaluated('periods by the clock of a time zone', '/EvaluationWindow/WallClockWindow');
  const { Threshold: threshold, TreatMissingData = 'missing' } = alarm;
  if (threshold === undefined) throw new NotEvaluated('an alarm without a threshold');
  const treatMissingData = TREATMENTS.find((each) => each === TreatMissingData);
  if (treatMissingData === undefined) throw new NotEvaluated(TreatMissingData, '/TreatMissingData');
  const comparison = COMPARISONS.find((each) => each === alarm.ComparisonOperator);
  if (comparison === undefined) throw new NotEvaluated(alarm.ComparisonOperator, '/ComparisonOperator');
  return {
    kind: 'metric',
    name: alarm.AlarmName,
    arn: alarm.AlarmArn,
    description: alarm.AlarmDescription ?? '',
    ...(alarm.Metrics ? mathIn(alarm.Metrics, account) : oneMetric(alarm)),
    threshold,
    comparison,
    evaluationPeriods: alarm.EvaluationPeriods,
    datapointsToAlarm: alarm.DatapointsToAlarm ?? alarm.EvaluationPeriods,
    treatMissingData,
    ignoresFewSamples: alarm.EvaluateLowSampleCountPercentile === 'ignore',
    actionsEnabled: alarm.ActionsEnabled,
  };
}

type Watching = Pick<MetricAlarmDefinition, 'watched' | 'periodSeconds'>;

function oneMetric(alarm: Printed): Watching {
  const { MetricName, Namespace, Dimensions, Unit, Period } = alarm;
  if (MetricName === undefined || Namespace === undefined)
    throw new NotEvaluated('an alarm without a metric');
  const [statistic, within] =
    alarm.ExtendedStatistic === undefined
      ? [alarm.Statistic, '/Statistic']
      : [alarm.ExtendedStatistic, '/ExtendedStatistic'];
  return {
    watched: watchedMetric(
      { metric: metricPrinted({ Namespace, MetricName, Dimensions }), statistic, Unit },
      within,
    ),
    periodSeconds: periodOf(Period, '/Period'),
  };
}

/** Each metric of a math expression has the same period. Source: "Alarms based on metric math" in the user guide. */
function mathIn(printed: readonly PrintedQuery[], account: string | undefined): Watching {
  const read = printed.map((query, i) => queryOf(query, `/Metrics/${i}`, account));
  const [watchedQuery, ...others] = read.filter(({ query }) => query.returned);
  if (!watchedQuery || others.length > 0)
    throw new NotEvaluated('an alarm in which not exactly one entry has ReturnData', '/Metrics');
  const [periodSeconds, ...different] = new Set(read.flatMap(({ period }) => period ?? []));
  if (periodSeconds === undefined) throw new NotEvaluated('metric math without a metric', '/Metrics');
  if (different.length > 0) throw new NotEvaluated('metrics of different periods', '/Metrics');
  const queries = read.map(({ query }) => query);
  const { reads } = watchedQuery.query;
  if ('metric' in reads && queries.length === 1) return { watched: reads, periodSeconds };
  return { watched: mathOf(queries, watchedQuery.query.id), periodSeconds };
}

function mathOf(queries: readonly MathQuery[], id: string): WatchedMath {
  const metrics = queries.flatMap(({ id: each, reads }) => ('metric' in reads ? [each] : []));
  const expressions = queries.flatMap(({ id: each, reads }) =>
    'expression' in reads ? [[each, reads.expression] as const] : [],
  );
  try {
    return { queries, evaluate: compile(id, { metrics, expressions: new Map(expressions) }) };
  } catch (error) {
    if (error instanceof NotKnown) throw new NotEvaluated(error.message, '/Metrics');
    throw error;
  }
}

function queryOf(
  { Id: id = '', Label, Expression, MetricStat, AccountId, ReturnData }: PrintedQuery,
  at: Pointer,
  account: string | undefined,
): { readonly query: MathQuery; readonly period: number | undefined } {
  if (AccountId !== undefined && AccountId !== account)
    throw new NotEvaluated(`a metric of the account ${AccountId}`, `${at}/AccountId`);
  const common = { id, returned: ReturnData ?? true, ...(Label !== undefined && { label: Label }) };
  if (Expression !== undefined) {
    const [fetches] = FETCHES.exec(Expression) ?? [];
    if (fetches !== undefined)
      throw new NotEvaluated(`what ${fetches.trim().replace('(', '')} fetches`, `${at}/Expression`);
    return { query: { ...common, reads: { expression: Expression } }, period: undefined };
  }
  const reads = statOf(MetricStat, `${at}/MetricStat`);
  return { query: { ...common, reads }, period: periodOf(MetricStat?.Period, `${at}/MetricStat/Period`) };
}

function statOf(stat: PrintedStat | undefined, at: Pointer): WatchedMetric {
  const { MetricName, Namespace, Dimensions } = stat?.Metric ?? {};
  if (MetricName === undefined || Namespace === undefined)
    throw new NotEvaluated('an entry without a metric', at);
  const metric = metricPrinted({ Namespace, MetricName, Dimensions });
  return watchedMetric({ metric, statistic: stat?.Stat, Unit: stat?.Unit }, `${at}/Stat`);
}

function watchedMetric(
  {
    metric,
    statistic = '',
    Unit,
  }: { metric: MetricId; statistic: string | undefined; Unit: string | undefined },
  within: Pointer,
): WatchedMetric {
  if (!reducerOf(statistic))
    throw new NotEvaluated(`the statistic ${statistic || 'that is missing'}`, within);
  return { metric, statistic, ...(Unit !== undefined && { unit: Unit }) };
}

function periodOf(period = 0, within: Pointer): number {
  if (period > 0 && (period % 60 === 0 || SHORT_PERIODS.includes(period))) return period;
  throw new NotEvaluated(`a period of ${period} s`, within);
}
