/** Why the values that an alarm sees don't fire it. */
import { duration, grouped } from '../../text/numbers.ts';
import type { Sighted } from '../../trials/migration/sightings.ts';
import { useless, type Why } from '../../trials/migration/why.ts';
import type { MetricAlarmDefinition, WatchedMetric } from '../../world/alarm-definition.ts';
import { samplesFor } from '../../world/metric-alarm.ts';

/** What an alarm saw of the matrix's failures, and of the worst. */
export interface SeenByOne {
  readonly usual: Sighted;
  readonly worst: Sighted;
  /** Whether something worse than the matrix's failures fires it. */
  readonly firesAtWorst: boolean;
  /** A failure that lasts longer is not within a soak. */
  readonly longestSoakSeconds: number;
}

const SIGNS = {
  GreaterThanThreshold: '>',
  GreaterThanOrEqualToThreshold: '≥',
  LessThanThreshold: '<',
  LessThanOrEqualToThreshold: '≤',
} as const;

export function valuesOf(definition: MetricAlarmDefinition, seen: SeenByOne): Why {
  return (
    structural(definition, seen) ??
    (seen.firesAtWorst
      ? { verdict: 'not reached', why: `${shortfall(definition, seen.usual)} A worse failure fires it.` }
      : useless(atWorst(definition, seen.worst)))
  );
}

/** What no value changes; undefined if nothing of the kind is wrong. */
function structural(definition: MetricAlarmDefinition, seen: SeenByOne): Why | undefined {
  const { watched, periodSeconds, datapointsToAlarm, evaluationPeriods } = definition;
  const { usual, worst, firesAtWorst, longestSoakSeconds } = seen;
  const limit = limitOf(definition);
  if (worst.breaching === 0 && 'metric' in watched && isCount(watched) && worst.furthest === 1)
    return useless(
      `Statistic ${watched.statistic}: each event counts as 1, so it is never anything else; the alarm fires at ${limit}. Use Sum.`,
    );
  const needed = samplesFor(definition);
  const samples = Math.max(usual.samples, worst.samples);
  if (samples < needed && 'metric' in watched)
    return useless(
      `Statistic ${watched.statistic}: the alarm waits for ${grouped(needed)} samples in ${evaluationPeriods} × ${duration(periodSeconds * 1000)}, and the traffic never brings more than ${grouped(Math.round(samples))}. Set EvaluateLowSampleCountPercentile to evaluate, or use a lower percentile or longer periods.`,
    );
  if (firesAtWorst) return undefined;
  const points = Math.max(usual.points, worst.points);
  if (periodSeconds < 60 && points < datapointsToAlarm)
    return useless(
      `Period ${periodSeconds}: a load balancer's metric comes once a minute, so at most ${points} of ${evaluationPeriods} periods have data; it needs ${datapointsToAlarm}. Set Period to 60.`,
    );
  const seconds = periodSeconds * (datapointsToAlarm - 1);
  if (seconds >= longestSoakSeconds)
    return useless(
      `Period ${periodSeconds}: its ${datapointsToAlarm} data points need more than ${inTime(seconds)} of failure, and the longest soak is ${inTime(longestSoakSeconds)}. Use shorter periods or fewer data points.`,
    );
  return undefined;
}

function shortfall(
  definition: MetricAlarmDefinition,
  { furthest = 0, breaching, isUpwards, hadGaps }: Sighted,
): string {
  const { evaluationPeriods, datapointsToAlarm, treatMissingData } = definition;
  const limit = limitOf(definition);
  if (breaching === 0)
    return `${valueName(definition)} was never ${isUpwards ? 'more' : 'less'} than ${shown(furthest)}; it fires at ${limit}.`;
  const gaps = hadGaps ? ` Missing data points count as ${treatMissingData}.` : '';
  return `At most ${breaching} of ${evaluationPeriods} data points were ${limit} at once; it needs ${datapointsToAlarm}.${gaps}`;
}

function atWorst(definition: MetricAlarmDefinition, worst: Sighted): string {
  const { treatMissingData } = definition;
  const { breaching, isUpwards, hadGaps } = worst;
  const even = `Even if all requests fail, are slow or don't come: ${shortfall(definition, worst)}`;
  if (breaching === 0 && !isUpwards && hadGaps && treatMissingData !== 'breaching')
    return `TreatMissingData ${treatMissingData} hides it: what is not there at all has no data point, not a zero. ${even} Set TreatMissingData to breaching.`;
  if (breaching === 0) return `${even} ${isUpwards ? 'Lower' : 'Raise'} the threshold.`;
  return `${even} Lower DatapointsToAlarm.`;
}

function limitOf({ comparison, threshold }: MetricAlarmDefinition): string {
  return `${SIGNS[comparison]} ${threshold}`;
}

function valueName({ watched }: MetricAlarmDefinition): string {
  return 'metric' in watched ? watched.statistic : 'The result of its expression';
}

/** Whether a statistic of counts is other than how often. */
function isCount({ metric, statistic }: WatchedMetric): boolean {
  return (
    /(5XX|4XX|2XX|Errors?|Count)(_Count)?$/.test(metric.metricName) &&
    !/HostCount$/.test(metric.metricName) &&
    !['Sum', 'SampleCount'].includes(statistic)
  );
}

function inTime(seconds: number): string {
  return duration(seconds * 1000).replace(/ 0 \w+$/, '');
}

function shown(value: number): string {
  return String(Number(value.toPrecision(3)));
}
