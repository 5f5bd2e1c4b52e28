/** What Watch publishes of a run for its dashboard. Nothing is judged by it. */

import { RUN_METRICS, type Side } from '../contract/own-metrics.ts';
import type { RequestMetric } from '../contract/request-metric.ts';
import type { Periods, Series, SeriesQuery } from './compare/periods.ts';
import { errorMetrics, latencyMetric, metersOf } from './compare/what.ts';
import type { Measurable } from './counted.ts';
import type { JournalZone } from './journal-state.ts';
import { stageOf } from './milestones.ts';
import type { Reading } from './reading.ts';

/** One value of one metric. */
export interface RunDatum {
  readonly metricName: string;
  /** Absent: of the run as a whole. */
  readonly side?: Side;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly value: number;
  readonly unit: 'Percent' | 'Count' | 'Seconds' | 'None';
}

type Zones = ReadonlyMap<string, Pick<JournalZone, 'fence'>>;

/** The cluster's share that was written last, percent: the least of all zones. Undefined while a rollback is half done. */
export function shareWritten(
  zones: Zones,
  configured: readonly { readonly id: string }[],
): number | undefined {
  const shares = configured.map(({ id }) => shareIn(zones.get(id)));
  const known = shares.filter((share) => share !== undefined);
  return known.length === shares.length ? Math.min(...known) : undefined;
}

function shareIn(zone: Pick<JournalZone, 'fence'> | undefined): number | undefined {
  if (!zone) return 0;
  const stage = stageOf(zone.fence);
  switch (stage?.kind) {
    case undefined:
      return undefined;
    case 'weighted':
      return stage.percent;
    case 'retired':
      return 100;
    default:
      return 0;
  }
}

export interface RunSeen {
  /** Epoch milliseconds. */
  readonly now: number;
  readonly share: number | undefined;
  readonly isOnHold: boolean;
  readonly isRollingBack: boolean;
}

export function runData({ now: at, share, isOnHold, isRollingBack }: RunSeen): readonly RunDatum[] {
  const { shareIntended, onHold, rollingBack } = RUN_METRICS;
  return [
    ...(share === undefined
      ? []
      : [{ metricName: shareIntended, at, value: share, unit: 'Percent' } as const]),
    { metricName: onHold, at, value: isOnHold ? 1 : 0, unit: 'None' },
    { metricName: rollingBack, at, value: isRollingBack ? 1 : 0, unit: 'None' },
  ];
}

const MINUTE = 60_000;
/** CloudWatch may have got more of these last minutes since the call before, so they are read once more. */
const READ_AGAIN = 3 * MINUTE;
/** What calls that failed have left out is made up for, up to so much. */
const MOST_MADE_UP = 6 * 60 * MINUTE;

/** CloudWatch bills each metric that is read, however many minutes are. */
export const MEASURED_EVERY_MINUTES = 5;

/** @param until which minutes were measured before, epoch milliseconds */
export function isMeasureDue(now: number, until = 0): boolean {
  return Math.floor(now / MINUTE) - Math.floor(until / MINUTE) >= MEASURED_EVERY_MINUTES;
}

/** The minutes to measure: those of the run that are whole by now. @param until which were measured before, epoch milliseconds */
export function minutesToMeasure(now: number, begunAt: number, until = 0): Periods {
  const floor = (at: number) => Math.floor(at / MINUTE) * MINUTE;
  const end = floor(now);
  const from = Math.max(floor(begunAt), end - MOST_MADE_UP, floor(until) - READ_AGAIN);
  return { from: Math.min(from, end), until: end, seconds: 60 };
}

/** What is asked about one side. */
export interface SideQueries {
  readonly side: Side;
  readonly requests: readonly SeriesQuery<RequestMetric>[];
  /** None if a load balancer of the side counts neither errors nor times. */
  readonly errors: readonly SeriesQuery<RequestMetric>[];
  readonly latency: readonly SeriesQuery<RequestMetric>[];
}

/** Without all of its sources a side has no sum, so nothing is asked about it. @param statistic of latency */
export function queriesOfSide(
  side: Side,
  measured: readonly Measurable[],
  { statistic, periods }: { readonly statistic: string; readonly periods: Periods },
): SideQueries | undefined {
  const known = measured.filter((each) => each.known);
  if (known.length === 0 || known.length < measured.length) return undefined;
  const meters = metersOf(measured) ?? [];
  const asking = (metrics: readonly RequestMetric[], of: string) =>
    metrics.map((metric) => ({ metric, statistic: of, periods }));
  return {
    side,
    requests: asking(
      known.map(({ metric }) => metric),
      'Sum',
    ),
    errors: asking(meters.flatMap(errorMetrics), 'Sum'),
    latency: asking(meters.map(latencyMetric), statistic),
  };
}

export type Readings = ReadonlyMap<SeriesQuery, Reading<Series>>;

/** No value for a minute without requests: load balancers publish none then. In others, no errors are 0 errors. */
export function dataOfSide(
  { side, requests, errors, latency }: SideQueries,
  readings: Readings,
): readonly RunDatum[] {
  const counted = seriesOf(requests, readings);
  if (!counted) return [];
  const failed = seriesOf(errors, readings);
  const took = seriesOf(latency, readings);
  const minutes = [...new Set(counted.flatMap((series) => [...series.keys()]))].toSorted((a, b) => a - b);
  const names = RUN_METRICS.ofSides;
  return minutes.flatMap((at): readonly RunDatum[] => {
    const times = (took ?? []).flatMap((series) => series.get(at) ?? []);
    const of = { side, at } as const;
    return [
      { ...of, metricName: names.requests, value: sumAt(counted, at), unit: 'Count' },
      ...(failed
        ? [{ ...of, metricName: names.errors, value: sumAt(failed, at), unit: 'Count' } as const]
        : []),
      ...(times.length > 0
        ? [{ ...of, metricName: names.latency, value: Math.max(...times), unit: 'Seconds' } as const]
        : []),
    ];
  });
}

/** Undefined if there is none, or one could not be read: a part of a sum is not the sum. */
function seriesOf(queries: readonly SeriesQuery[], readings: Readings): readonly Series[] | undefined {
  const series = queries.flatMap((query) => {
    const reading = readings.get(query);
    return reading?.known ? [reading.value] : [];
  });
  return queries.length > 0 && series.length === queries.length ? series : undefined;
}

function sumAt(all: readonly Series[], at: number): number {
  return all.reduce((sum, series) => sum + (series.get(at) ?? 0), 0);
}
