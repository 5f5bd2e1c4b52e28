import {
  AlarmRecord,
  type MetricAlarmDefinition,
  type Transition,
  type WatchedMetric,
} from './alarm-definition.ts';
import { reasonDataOf, reasonOf } from './alarm-reasons.ts';
import { evaluationRange, judge } from './alarm-rules.ts';
import type { Series } from './metric-math/values.ts';
import type { Metrics } from './metrics.ts';
import { MINUTE, minuteOf } from './minutes.ts';
import { percentileOf } from './statistics.ts';

/** What load balancers observe in a minute is in CloudWatch this long after the minute's end. */
export const PUBLICATION_DELAY = MINUTE;
/** How often an alarm is judged whose period is shorter than a minute. */
const SHORT_EVALUATION = 10_000;

/** What an alarm looks at when it is judged. */
export interface Look {
  /** Oldest first, of the evaluation range. */
  readonly points: Series;
  readonly starts: readonly number[];
  /** Of the evaluation periods together; undefined where they don't matter. */
  readonly samples?: number;
}

/** A metric alarm that is judged every minute at the same second of each, or every ten seconds if its period is shorter. */
export class MetricAlarm extends AlarmRecord<MetricAlarmDefinition> {
  /** From one judgement to the next, milliseconds. */
  readonly every: number;
  /** When it is judged, milliseconds after each multiple of `every`. */
  readonly offset: number;
  #observer: ((look: Look) => void) | undefined;

  /** `offset`: 0–59,999. */
  constructor(definition: MetricAlarmDefinition, offset: number, createdAt: number) {
    super(definition, createdAt);
    this.every = definition.periodSeconds * 1000 < MINUTE ? SHORT_EVALUATION : MINUTE;
    this.offset = offset % this.every;
  }

  /** From now on `observer` is shown whatever the alarm looks at. */
  observe(observer: (look: Look) => void): void {
    this.#observer = observer;
  }

  /** The first judgement after `moment`. */
  nextAfter(moment: number): number {
    const at = Math.floor(moment / this.every) * this.every + this.offset;
    return at > moment ? at : at + this.every;
  }

  /** Judges the alarm at the moment `at` by what CloudWatch has by then. Returns the transition, if it is one. */
  evaluate(at: number, metrics: Metrics): Transition | undefined {
    const { definition } = this;
    const look = lookOf(definition, at, metrics);
    this.#observer?.(look);
    const { points, starts, samples = 0 } = look;
    if (samples < samplesFor(definition)) return undefined;
    const judgement = judge(points, definition, this.status.state);
    if (judgement.state === this.status.state) return undefined;
    const judged = judgement.judged.map((i) => ({ value: points[i] as number, start: starts[i] as number }));
    return this.change({
      state: judgement.state,
      reason: reasonOf(definition, judgement, judged),
      reasonData: reasonDataOf(definition, judged, at),
      since: at,
    });
  }
}

/** Source: "Percentile-based alarms and low data samples" in CloudWatch's user guide. @param percentile 0–100 */
export function samplesNeeded(percentile: number): number {
  const share = percentile / 100;
  return 10 / Math.min(share, 1 - share);
}

/** How many samples an alarm needs to be judged; 0 where few of them are as good as many. */
export function samplesFor({ watched, ignoresFewSamples }: MetricAlarmDefinition): number {
  const percentile = 'metric' in watched ? percentileOf(watched.statistic) : undefined;
  // Rounded: 1 − 0.99 is a little more than a hundredth.
  return ignoresFewSamples && percentile !== undefined ? Math.round(samplesNeeded(percentile)) : 0;
}

function lookOf(definition: MetricAlarmDefinition, at: number, metrics: Metrics): Look {
  const { periodSeconds, watched, evaluationPeriods } = definition;
  const period = periodSeconds * 1000;
  const published = minuteOf(at - PUBLICATION_DELAY);
  // Periods end where the last whole minute does, short ones at the last of ten seconds.
  const step = period < MINUTE ? SHORT_EVALUATION : MINUTE;
  const end = Math.floor((at - PUBLICATION_DELAY) / step) * step;
  const range = evaluationRange(definition);
  const starts = Array.from({ length: range }, (_, i) => end - (range - i) * period);
  const read = (one: WatchedMetric) => pointsOf(one, starts, period, published, metrics);
  if (!('queries' in watched)) {
    const counted = definition.ignoresFewSamples ? read({ ...watched, statistic: 'SampleCount' }) : [];
    const samples = counted.slice(-evaluationPeriods).reduce<number>((sum, count = 0) => sum + count, 0);
    return { points: read(watched), starts, samples };
  }
  const series = watched.queries.flatMap(({ id, reads }) =>
    'metric' in reads ? [[id, read(reads)] as const] : [],
  );
  return { points: watched.evaluate({ metrics: new Map(series), periodSeconds, starts }), starts };
}

/** A metric that comes each minute has its datapoint in the short period in which the minute begins. */
function pointsOf(
  { metric, statistic, unit }: WatchedMetric,
  starts: readonly number[],
  period: number,
  published: number,
  metrics: Metrics,
): Series {
  if (unit !== undefined && !metrics.isIn(metric, unit)) return starts.map(() => undefined);
  return starts.map((start) => {
    if (period >= MINUTE) return metrics.statistic(metric, statistic, start, start + period);
    const minute = minuteOf(start + period - 1);
    const isThere = minute >= start && minute + MINUTE <= published;
    return isThere ? metrics.statistic(metric, statistic, minute, minute + MINUTE) : undefined;
  });
}
