/** Into which periods a soak is divided, in which both sides are compared, and what CloudWatch is asked about them. */

import type { PrometheusQuery } from '../../contract/prometheus-settings.ts';
import type { RequestMetric } from '../../contract/request-metric.ts';

/** `from` ≤ time < `until` in whole periods, epoch milliseconds; a period's length in seconds. */
export interface Periods {
  readonly from: number;
  readonly until: number;
  readonly seconds: number;
}

/** Of CloudWatch, or of a Prometheus. */
export type SeriesMetric = RequestMetric | PrometheusQuery;

export function isPrometheus(metric: SeriesMetric): metric is PrometheusQuery {
  return 'prometheus' in metric;
}

export interface SeriesQuery<M extends SeriesMetric = SeriesMetric> {
  readonly metric: M;
  /** `Sum`, `Average`, `SampleCount` or a percentile; a query of Prometheus itself says what it gives. */
  readonly statistic: string;
  readonly periods: Periods;
}

/** Datapoints by the time at which their period begins, epoch milliseconds. Periods without any are missing. */
export type Series = ReadonlyMap<number, number>;

/**
 * Enough to see how much a difference varies, and each as long as can be: what happens in bursts then begins and ends within
 * one, and the next one knows nothing of it.
 */
export const USUAL_PERIODS = 30;
/** A percentile of few requests is chance; an average needs fewer. */
const FEWEST_SAMPLES = { percentile: 1000, average: 100 } as const;
/** So many more are expected in the mean of a day, for the quiet hours. */
const MORE_SAMPLES = 1.5;
/** Of periods that are long enough for their samples there must be so many: with a few of quiet hours, which are not. */
const ENOUGH_PERIODS = 15;

/** That a period must have on each side. */
export function fewestSamples(statistic: string): number {
  return statistic === 'Average' ? FEWEST_SAMPLES.average : FEWEST_SAMPLES.percentile;
}

/** Requests on the side that has fewer, with which this statistic can be compared. */
export function requestsToCompare(statistic: string): number {
  return ENOUGH_PERIODS * fewestSamples(statistic) * MORE_SAMPLES;
}

/** CloudWatch's are whole minutes, whole five minutes for what is older than 15 days, and whole hours from 63 days on. Seconds. */
const [MINUTE, FIVE_MINUTES, HOUR] = [60, 300, 3600];
/** A day less: what was published last is not looked at. */
const KEPT_FIVE_MINUTES = 62 * 24 * HOUR;

/** @param span of the soak, epoch milliseconds */
export function periodsIn(span: { readonly from: number; readonly until: number }): Periods {
  return cut(span, (span.until - span.from) / 1000 / USUAL_PERIODS);
}

/** Long enough that enough samples come in most of them. @param requests of the side that has fewer, in the whole span */
export function longPeriodsIn(
  span: { readonly from: number; readonly until: number },
  requests: number,
  statistic: string,
): Periods {
  const seconds = (span.until - span.from) / 1000;
  return cut(
    span,
    Math.max(
      seconds / USUAL_PERIODS,
      (seconds * fewestSamples(statistic) * MORE_SAMPLES) / Math.max(1, requests),
    ),
  );
}

function cut({ from, until }: { readonly from: number; readonly until: number }, atLeast: number): Periods {
  const unit = unitFor(atLeast);
  const seconds = Math.max(1, Math.ceil(atLeast / unit)) * unit;
  const period = seconds * 1000;
  const begin = Math.ceil(from / period) * period;
  return { from: begin, until: Math.max(begin, Math.floor(until / period) * period), seconds };
}

/** Longer spans have longer periods, so the length tells how old the first may be. */
function unitFor(seconds: number): number {
  if (seconds <= FIVE_MINUTES - MINUTE) return MINUTE;
  return seconds <= KEPT_FIVE_MINUTES / USUAL_PERIODS ? FIVE_MINUTES : HOUR;
}

/** When each of them begins, epoch milliseconds. */
export function beginsOf({ from, until, seconds }: Periods): readonly number[] {
  const period = seconds * 1000;
  return Array.from({ length: (until - from) / period }, (_, i) => from + i * period);
}
