/** Alarm states, in CloudWatch's words. */
export const ALARM_STATES = ['OK', 'ALARM', 'INSUFFICIENT_DATA'] as const;

export type AlarmState = (typeof ALARM_STATES)[number];

/** An alarm as CloudWatch describes it. Times are ISO 8601 in UTC. */
export type Alarm = MetricAlarm | CompositeAlarm;

export type AlarmKind = Alarm['kind'];

export interface AlarmBasics {
  readonly name: string;
  readonly arn: string;
  readonly state: AlarmState;
  readonly stateReason: string;
  /** Last update of state or reason, which need not be a transition. */
  readonly stateUpdatedAt: string;
  /** When it came into this state. Absent where CloudWatch doesn't say. */
  readonly stateSince?: string;
  readonly configurationUpdatedAt: string;
  readonly actionsEnabled: boolean;
}

/** An alarm on data of its own, which it compares with a threshold. */
export interface MetricAlarm extends AlarmBasics {
  /** `log`: on the results of a query of logs, which is among its `queries` and runs once in each period. */
  readonly kind: 'metric' | 'log';
  /** Seconds; of several metrics and queries the longest. */
  readonly periodSeconds: number;
  readonly evaluationPeriods: number;
  /** M of "M out of N"; CloudWatch leaves it out when M = N. */
  readonly datapointsToAlarm: number;
  /** True where periods begin at full hours, days and the like (`WallClockWindow`), not at each evaluation anew. */
  readonly alignedToClock: boolean;
  /** How long before an evaluation the data ends that it looks at, seconds. */
  readonly delaySeconds: number;
  readonly treatMissingData: MissingData;
  /** The metrics that it reads: one, or those under its math expression. */
  readonly metrics: readonly AlarmMetric[];
  /** Where it compares one metric with a fixed threshold: no expression, no band. */
  readonly fixed?: { readonly threshold: number; readonly comparison: string };
  /** The queries that it reads, beside metrics or in place of them: Metrics Insights and others. */
  readonly queries: readonly AlarmQuery[];
  /** True where its percentile isn't evaluated while there are few samples (`EvaluateLowSampleCountPercentile`). */
  readonly ignoresFewSamples: boolean;
  /** `PARTIAL_DATA`, `EVALUATION_ERROR`, `EVALUATION_FAILURE`; '' when CloudWatch has nothing to say. */
  readonly evaluationState: string;
}

export interface CompositeAlarm extends AlarmBasics {
  readonly kind: 'composite';
  readonly rule: string;
  /** Another alarm that keeps this one's actions quiet right now; '' when none does. */
  readonly actionsSuppressedBy: string;
}

export const MISSING_DATA = ['breaching', 'notBreaching', 'ignore', 'missing'] as const;

export type MissingData = (typeof MISSING_DATA)[number];

/** A metric in CloudWatch, as an alarm reads it. */
export interface AlarmMetric {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** A statistic (`Sum`) or an extended one (`p99`). */
  readonly statistic: string;
  readonly periodSeconds: number;
  /** Only data that was put with this unit is read; '' for any. */
  readonly unit: string;
  /** The id of the account that has the metric; '' for the alarm's own. */
  readonly account: string;
}

/** An expression that fetches data itself, not from a metric that stands beside it. */
export interface AlarmQuery {
  readonly kind: QueryKind;
  readonly expression: string;
  readonly periodSeconds: number;
  /** As in `AlarmMetric`. */
  readonly account: string;
}

export type QueryKind =
  | 'Metrics Insights'
  | 'SEARCH'
  | 'INSIGHT_RULE_METRIC'
  | 'DB_PERF_INSIGHTS'
  | 'LAMBDA'
  | 'Logs Insights';

export interface AlarmTransition {
  /** ISO 8601 in UTC. */
  readonly at: string;
  readonly from: AlarmState;
  readonly to: AlarmState;
  readonly reason: string;
}
