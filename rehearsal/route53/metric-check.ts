/** Health checks on the metric of a CloudWatch alarm. See SPEC.md, R79 to R82. */
import { invalidInput } from './errors.ts';

/** The settings of an alarm as a check keeps them: `CloudWatchAlarmConfiguration`, as the API shows it. */
export interface AlarmCopy {
  readonly EvaluationPeriods: number;
  readonly Threshold: number;
  readonly ComparisonOperator: string;
  /** Seconds. */
  readonly Period: number;
  readonly MetricName: string;
  readonly Namespace: string;
  readonly Statistic: string;
  readonly Dimensions?: readonly { readonly Name: string; readonly Value: string }[];
}

/** An alarm as CloudWatch describes it, as far as it decides whether a check may follow its metric. */
export interface AlarmToCopy {
  readonly EvaluationPeriods?: number | undefined;
  readonly Threshold?: number | undefined;
  readonly ComparisonOperator?: string | undefined;
  readonly Period?: number | undefined;
  readonly MetricName?: string | undefined;
  readonly Namespace?: string | undefined;
  readonly Statistic?: string | undefined;
  readonly Dimensions?:
    | readonly { readonly Name?: string | undefined; readonly Value?: string | undefined }[]
    | undefined;
  /** Metric math, and metrics of other accounts. */
  readonly Metrics?: readonly unknown[] | undefined;
  /** Of a composite alarm. */
  readonly AlarmRule?: string | undefined;
}

/** How an alarm is named by who makes a check on its metric. */
export interface AlarmIdentifier {
  readonly Region: string;
  readonly Name: string;
}

const STATISTICS = ['Average', 'Minimum', 'Maximum', 'Sum', 'SampleCount'];
const BREACHING: Readonly<Record<string, (value: number, threshold: number) => boolean>> = {
  GreaterThanOrEqualToThreshold: (value, threshold) => value >= threshold,
  GreaterThanThreshold: (value, threshold) => value > threshold,
  LessThanThreshold: (value, threshold) => value < threshold,
  LessThanOrEqualToThreshold: (value, threshold) => value <= threshold,
};

/** What a check on an alarm's metric keeps of the alarm. @throws Route53Error `InvalidInput` where it can't be on it */
export function copyOf({ Name, Region }: AlarmIdentifier, alarm: AlarmToCopy | undefined): AlarmCopy {
  const refuse = (why: string) => invalidInput(`The CloudWatch alarm ${Name} in ${Region} ${why}`);
  if (!alarm) throw refuse('does not exist');
  if (alarm.AlarmRule !== undefined) throw refuse('is a composite alarm');
  if (alarm.Metrics !== undefined) throw refuse('is based on metric math');
  const { EvaluationPeriods, Threshold, ComparisonOperator = '', MetricName, Namespace } = alarm;
  if (!STATISTICS.includes(alarm.Statistic ?? ''))
    throw refuse(
      'has an extended statistic, or none: expected Average, Minimum, Maximum, Sum or SampleCount',
    );
  if (!(ComparisonOperator in BREACHING) || Threshold === undefined) throw refuse('has no fixed threshold');
  if ((alarm.Period ?? 0) < 60) throw refuse('has a high-resolution period');
  if (EvaluationPeriods === undefined || MetricName === undefined || Namespace === undefined)
    throw refuse('has no metric');
  return {
    EvaluationPeriods,
    Threshold,
    ComparisonOperator,
    Period: alarm.Period as number,
    MetricName,
    Namespace,
    Statistic: alarm.Statistic as string,
    Dimensions: (alarm.Dimensions ?? []).map(({ Name: name = '', Value = '' }) => ({ Name: name, Value })),
  };
}

/**
 * Whether the metric is as it should be; undefined where there are too few data to say so. All evaluation periods must be
 * breaching for it not to be.
 * @param points of the evaluation periods, oldest first; undefined where there is no datapoint
 */
export function isMetricWell(
  { ComparisonOperator, Threshold }: AlarmCopy,
  points: readonly (number | undefined)[],
): boolean | undefined {
  const there = points.filter((point) => point !== undefined);
  const breaching = BREACHING[ComparisonOperator] ?? (() => false);
  if (there.some((point) => !breaching(point, Threshold))) return true;
  return there.length === points.length && there.length > 0 ? false : undefined;
}
