/** What the gateway's CloudWatch serves. Whoever simulates the account implements this; times are epoch milliseconds. */
export interface MonitoringSource {
  /** Every alarm that exists now, in any order. */
  alarms(): readonly SourceAlarm[];
  /** Every change of state that ever was, in any order; of alarms that are gone, too. */
  history(): readonly SourceTransition[];
  /**
   * The metrics that have datapoints by now, in any order: those of the last two weeks, or of fewer hours when
   * `activeWithinHours` says so.
   */
  metrics(options: { readonly activeWithinHours?: number }): readonly SourceMetric[];
  /**
   * The datapoints that CloudWatch has by now. A period without an observation has no datapoint; a metric that
   * never was has none either.
   * @param metric only its data in that unit, if it has one, and of that account
   * @param start of the first period, a multiple of the period
   * @param end exclusive: no period that begins at or after it
   * @param periodSeconds a multiple of 60, or 1, 5, 10, 20, 30
   * @param statistic `Sum`, `Average`, `Minimum`, `Maximum`, `SampleCount` or an extended one such as `p99`.
   *   Throws for one that it cannot compute.
   */
  query(
    metric: SourceSeries,
    start: number,
    end: number,
    periodSeconds: number,
    statistic: string,
  ): readonly SourceDatapoint[];
  /** Ids of the accounts whose metrics may be read here, beside this one's. Without it there are none. */
  linkedAccounts?(): readonly string[];
  /** Takes a value that somebody puts, at a moment. Without it, PutMetricData is not implemented. */
  put?(metric: SourceMetric, at: number, value: number, unit: string): void;
  /** Puts an alarm into a state until its next evaluation. Without it, SetAlarmState is not implemented. */
  setAlarmState?(name: string, state: SourceAlarmState, reason: string, reasonData: string): void;
}

export type SourceAlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

export interface SourceMetric {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** What is asked of a metric. */
export interface SourceSeries extends SourceMetric {
  /** Undefined: in any. */
  readonly unit?: string;
  /** Undefined: this account's. */
  readonly account?: string;
}

export interface SourceDatapoint {
  /** Start of its period. */
  readonly at: number;
  readonly value: number;
}

export interface SourceStatus {
  readonly state: SourceAlarmState;
  readonly reason: string;
  /** JSON, or ''. */
  readonly reasonData: string;
}

interface SourceAlarmBasics extends SourceStatus {
  readonly name: string;
  readonly arn: string;
  readonly description: string;
  readonly actionsEnabled: boolean;
  /** ARNs. */
  readonly alarmActions?: readonly string[];
  readonly okActions?: readonly string[];
  readonly insufficientDataActions?: readonly string[];
  readonly configurationUpdatedAt: number;
  /** Last update of state or reason. */
  readonly stateUpdatedAt: number;
  /** Last change of state. */
  readonly stateTransitionedAt: number;
}

/** An entry of an alarm's `Metrics`, as CloudWatch describes it. */
export interface SourceAlarmQuery {
  readonly id: string;
  readonly label?: string;
  readonly reads:
    | { readonly expression: string; readonly periodSeconds?: number }
    | { readonly metric: SourceSeries; readonly statistic: string; readonly periodSeconds: number };
  readonly account?: string;
  /** Whether it is what the alarm watches. */
  readonly returned: boolean;
}

export interface SourceMetricAlarm extends SourceAlarmBasics {
  readonly kind: 'metric';
  /** With `queries` these four say nothing. */
  readonly metric: SourceMetric;
  /** A statistic, or an extended one (`p99`). */
  readonly statistic: string;
  readonly periodSeconds: number;
  readonly unit?: string;
  /** Metric math and queries, in place of the one metric. */
  readonly queries?: readonly SourceAlarmQuery[];
  /** The id of the query with an anomaly detection band, in place of a threshold. */
  readonly thresholdMetricId?: string;
  readonly lowSamples?: 'evaluate' | 'ignore';
  /** Whether its periods begin by the clock of a time zone. */
  readonly wallClock?: boolean;
  /** `PARTIAL_DATA` and its like. */
  readonly evaluationState?: string;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly threshold: number;
  readonly comparison: string;
  readonly treatMissingData: string;
}

export interface SourceCompositeAlarm extends SourceAlarmBasics {
  readonly kind: 'composite';
  readonly rule: string;
  /** The alarm that can keep this one's actions quiet. */
  readonly suppressor?: SourceSuppressor;
  /** What keeps them quiet right now. */
  readonly suppressedBy?: 'Alarm' | 'WaitPeriod' | 'ExtensionPeriod';
}

export interface SourceSuppressor {
  /** Its name or ARN. */
  readonly alarm: string;
  readonly waitSeconds: number;
  readonly extensionSeconds: number;
}

/** On what a query of CloudWatch Logs finds, which runs on a schedule. */
export interface SourceLogAlarm extends SourceAlarmBasics {
  readonly kind: 'log';
  readonly query: string;
  /** Names or ARNs. */
  readonly logGroups: readonly string[];
  /** What is made of the lines found: `count(*)`. */
  readonly aggregation: string;
  /** `rate(5 minutes)`. */
  readonly schedule: string;
  /** Where the time that a query covers begins and ends, seconds before it runs. */
  readonly startOffsetSeconds: number;
  readonly endOffsetSeconds: number;
  readonly resultsToEvaluate: number;
  readonly resultsToAlarm: number;
  readonly threshold: number;
  readonly comparison: string;
  readonly treatMissingData: string;
}

export type SourceAlarm = SourceMetricAlarm | SourceCompositeAlarm | SourceLogAlarm;

export interface SourceTransition {
  readonly alarm: string;
  readonly kind: SourceAlarm['kind'];
  readonly at: number;
  readonly from: SourceStatus;
  readonly to: SourceStatus;
}

export const STATISTICS = ['Sum', 'Average', 'Minimum', 'Maximum', 'SampleCount'] as const;

/** `p99`, `p99.9`, `tm90`, `IQM` and the like. Source: "CloudWatch statistics definitions". */
export const EXTENDED_STATISTIC =
  /^(p|tm|tc|ts|wm)(100|\d{1,2}(\.\d{1,10})?)$|^(TM|TC|TS|WM|PR)\(.+\)$|^IQM$/;
