/** Health checks on the metrics of alarms: which alarm allows one, and whether its copy of the alarm is up to date. */
import { CHECK_STATISTICS } from '../../contract/data-plane.ts';
import type { Alarm, AlarmMetric, MetricAlarm } from '../alarm.ts';

/** What a health check keeps of an alarm; Route 53 reads neither M of N nor how missing data is treated. */
export interface AlarmCopy
  extends Pick<AlarmMetric, 'namespace' | 'metricName' | 'dimensions' | 'statistic' | 'periodSeconds'> {
  readonly evaluationPeriods: number;
  readonly threshold: number;
  readonly comparison: string;
}

/** A health check of Route 53, as far as the data plane's rollback goes by it. */
export interface SeenCheck {
  readonly id: string;
  readonly disabled: boolean;
  readonly inverted: boolean;
  /** Of a calculated one; empty for any other. */
  readonly children: readonly string[];
  /** How many of its children must be healthy; 0 for any other. */
  readonly threshold: number;
  /** The alarm on whose metric it is; absent for any other. */
  readonly alarm?: {
    readonly name: string;
    /** `Healthy`, `Unhealthy`, `LastKnownStatus`, or '' for Route 53's default. */
    readonly withoutData: string;
    readonly copy: AlarmCopy;
  };
}

/** Why Route 53 makes no health check on it, to be read after "It"; undefined if it does. */
export function whyNoCheck(alarm: Alarm): string | undefined {
  if (alarm.kind === 'composite') return 'is a composite alarm, which has no metric of its own';
  const [metric] = alarm.metrics;
  if (!metric || !alarm.fixed) return 'is not on one metric with a fixed threshold';
  if (!CHECK_STATISTICS.includes(metric.statistic))
    return `has the statistic ${metric.statistic}; a health check takes ${CHECK_STATISTICS.join(', ')}`;
  if (metric.periodSeconds < 60)
    return `has a period of ${metric.periodSeconds} s; a health check takes 60 s and more`;
  return undefined;
}

/** In which settings the copy differs from the alarm, in words; none if it is up to date. */
export function differences(copy: AlarmCopy, alarm: MetricAlarm): readonly string[] {
  const now = copyOf(alarm);
  if (!now) return ['the alarm is of a kind that allows no health check'];
  const pairs: readonly (readonly [string, string | number, string | number])[] = [
    ['metric', metricInWords(copy), metricInWords(now)],
    ['statistic', copy.statistic, now.statistic],
    ['period', `${copy.periodSeconds} s`, `${now.periodSeconds} s`],
    ['evaluation periods', copy.evaluationPeriods, now.evaluationPeriods],
    ['comparison', copy.comparison, now.comparison],
    ['threshold', copy.threshold, now.threshold],
  ];
  return pairs.flatMap(([what, had, has]) => (had === has ? [] : [`${what} ${had}, and now ${has}`]));
}

function copyOf({ metrics: [metric], fixed, evaluationPeriods }: MetricAlarm): AlarmCopy | undefined {
  return metric && fixed && { ...metric, ...fixed, evaluationPeriods };
}

function metricInWords({ namespace, metricName, dimensions }: AlarmCopy): string {
  const named = Object.entries(dimensions).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `${namespace} ${metricName} {${named.map(([name, value]) => `${name}=${value}`).join(', ')}}`;
}
