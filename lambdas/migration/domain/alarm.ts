/** Alarm states, in CloudWatch's words. */
export const ALARM_STATES = ['OK', 'ALARM', 'INSUFFICIENT_DATA'] as const;

export type AlarmState = (typeof ALARM_STATES)[number];

/** An alarm as CloudWatch describes it. Times are ISO 8601 in UTC. */
export type Alarm = MetricAlarm | CompositeAlarm;

export interface AlarmBasics {
  readonly name: string;
  readonly arn: string;
  readonly state: AlarmState;
  readonly stateReason: string;
  /** Last update of state or reason, which need not be a transition. */
  readonly stateUpdatedAt: string;
  readonly configurationUpdatedAt: string;
  readonly actionsEnabled: boolean;
}

export interface MetricAlarm extends AlarmBasics {
  readonly kind: 'metric';
  /** Seconds; for metric math the longest of its metrics' periods. */
  readonly periodSeconds: number;
  readonly evaluationPeriods: number;
  /** M of "M out of N"; CloudWatch leaves it out when M = N. */
  readonly datapointsToAlarm: number;
  readonly treatMissingData: MissingData;
  /** What it reads: one metric, or the raw metrics under its math expression. Empty for queries that name none. */
  readonly metrics: readonly AlarmMetric[];
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

export interface AlarmMetric {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** A statistic (`Sum`) or an extended one (`p99`). */
  readonly statistic: string;
  readonly periodSeconds: number;
}

export interface AlarmTransition {
  /** ISO 8601 in UTC. */
  readonly at: string;
  readonly from: AlarmState;
  readonly to: AlarmState;
  readonly reason: string;
}
