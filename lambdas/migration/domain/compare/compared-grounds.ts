/** What CloudWatch says of the things that are compared, and what that means for the soak. */

import { countOf, duration, percent } from '../../../shared/domain/text.ts';
import { type Ground, ground } from '../grounds.ts';
import type { Reading } from '../reading.ts';
import { compareRates, compareValues, type Measured, type Seen } from './comparison.ts';
import { type Count, leastRate } from './exact-bounds.ts';
import type { Levels } from './looks.ts';
import { isMiscounted } from './miscounted.ts';
import {
  beginsOf,
  isPrometheus,
  type Periods,
  type Series,
  type SeriesMetric,
  type SeriesQuery,
} from './periods.ts';
import { type Pair, sumOf } from './rates.ts';
import type { ComparedRate, ComparedThing, ComparedValue } from './what.ts';

/** Of one side: the metrics and what is asked of each. */
type Asked = readonly { readonly metric: SeriesMetric; readonly statistic: string }[];

const SIDES = ['cluster', 'legacy'] as const;

/** All that must be read to judge it. */
export function queriesOf(thing: ComparedThing, periods: Periods): readonly SeriesQuery[] {
  return SIDES.flatMap((side) => askedOf(thing, side)).map((asked) => ({ ...asked, periods }));
}

function askedOf(thing: ComparedThing, side: keyof Pair<unknown>): Asked {
  if (thing.kind === 'value') {
    const { value, samples } = thing.sides[side];
    return [
      { metric: value, statistic: thing.statistic },
      { metric: samples, statistic: 'SampleCount' },
    ];
  }
  const { requests, events } = thing.sides[side];
  return [...requests, ...events].map((metric) => ({ metric, statistic: 'Sum' }));
}

/** @param readings of `queriesOf`, in their order */
export function comparedGrounds(
  thing: ComparedThing,
  periods: Periods,
  readings: readonly Reading<Series>[],
  levels: Levels,
): readonly Ground[] {
  const unknown = readings.flatMap((each) => (each.known ? [] : [each.why]));
  if (unknown.length > 0)
    return [ground('inconclusive', `${thing.name} can't be compared: ${[...new Set(unknown)].join('; ')}`)];
  const series = readings.flatMap((each) => (each.known ? [each.value] : []));
  const ofCluster = askedOf(thing, 'cluster').length;
  const sides = { cluster: series.slice(0, ofCluster), legacy: series.slice(ofCluster) };
  return thing.kind === 'rate'
    ? rateGrounds(thing, periods, sides, levels)
    : valueGrounds(thing, periods, sides, levels);
}

function rateGrounds(
  thing: ComparedRate,
  periods: Periods,
  sides: Pair<readonly Series[]>,
  levels: Levels,
): readonly Ground[] {
  const silent = thing.isGiven ? SIDES.filter((side) => isSilent(sides[side].slice(-1))) : [];
  if (silent.length > 0) return [withoutData(thing, silent)];
  const wrong = SIDES.filter((side) => countsWrong(thing, side, sides[side]));
  if (wrong.length > 0) return [wronglyCounted(thing, wrong)];
  // What `increase` gives is an estimate.
  const ofPrometheus = thing.sides.cluster.requests.some(isPrometheus);
  const whole = ofPrometheus ? Math.round : (count: number) => count;
  const countAt = (side: keyof typeof sides, at: number): Count | undefined => {
    const counters = thing.sides[side].requests.length;
    const requests = sumAt(sides[side].slice(0, counters), at);
    const events = sumAt(sides[side].slice(counters), at);
    // A query gives its zeros itself: a gap is unknown.
    if (ofPrometheus && events === undefined) return undefined;
    // Load balancers report no zeros, and their own errors may be of requests that they counted nowhere.
    if (requests === undefined && (thing.isGiven || events === undefined)) return undefined;
    const counted = whole(events ?? 0);
    return { requests: Math.max(whole(requests ?? 0), counted), events: counted };
  };
  const seen = beginsOf(periods).map((at) => bothAt((side) => countAt(side, at)));
  const { seconds } = periods;
  const { verdict, text } = compareRates(seen, { ...thing, seconds, levels });
  // Where the cluster is worse than a bad legacy, too, it is rolled back, and to wait would be no advice.
  return [ground(verdict, text), ...(verdict === 'fail' ? [] : badLegacy(thing, seen, seconds, levels))];
}

function valueGrounds(
  thing: ComparedValue,
  periods: Periods,
  sides: Pair<readonly Series[]>,
  levels: Levels,
): readonly Ground[] {
  const silent = SIDES.filter((side) => isSilent(sides[side]));
  if (silent.length > 0) return [withoutData(thing, silent)];
  const measuredAt = ([values, samples]: readonly Series[], at: number): Measured | undefined => {
    const value = values?.get(at);
    return value === undefined ? undefined : { value, samples: samples?.get(at) ?? 0 };
  };
  const seen = beginsOf(periods).map((at) => bothAt((side) => measuredAt(sides[side], at)));
  const unit = thing.unit === 'seconds' ? inSeconds : plainly;
  const { verdict, text } = compareValues(seen, { ...thing, seconds: periods.seconds, levels, unit });
  return [ground(verdict, text)];
}

function isSilent(series: readonly Series[]): boolean {
  return series.every(({ size }) => size === 0);
}

function withoutData(thing: ComparedThing, silent: readonly (keyof Pair<unknown>)[]): Ground {
  const { name } = thing;
  const who = askedOf(thing, 'cluster').some(({ metric }) => isPrometheus(metric))
    ? 'Prometheus'
    : 'CloudWatch';
  return ground(
    'inconclusive',
    `${name}: ${who} has no datapoint of ${inNames(silent)} in the soak. Without any, nothing is compared: publish zeros, too.`,
  );
}

/** What Prometheus is asked is not known here: the query may be another than is meant. */
function countsWrong(
  { sides }: ComparedRate,
  side: keyof Pair<unknown>,
  [requests, events]: readonly Series[],
): boolean {
  if (!sides[side].requests.some(isPrometheus)) return false;
  return (
    [...(requests?.values() ?? [])].some((all) => isMiscounted(0, all)) ||
    [...(events ?? [])].some(([at, some]) => isMiscounted(some, requests?.get(at) ?? Math.abs(some)))
  );
}

function wronglyCounted({ name }: ComparedThing, sides: readonly (keyof Pair<unknown>)[]): Ground {
  return ground(
    'inconclusive',
    `${name} can't be compared: ${inNames(sides)} counted more than all requests, or less than 0. Correct the queries.`,
  );
}

function inNames(sides: readonly (keyof Pair<unknown>)[]): string {
  return sides.map((side) => (side === 'cluster' ? 'the cluster' : side)).join(' and ');
}

/** Undefined where none of them has a datapoint. */
function sumAt(series: readonly Series[], at: number): number | undefined {
  const values = series.flatMap((each) => each.get(at) ?? []);
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0);
}

function bothAt<T>(of: (side: keyof Pair<unknown>) => T | undefined): Seen<T> {
  const [cluster, legacy] = [of('cluster'), of('legacy')];
  return { ...(cluster !== undefined && { cluster }), ...(legacy !== undefined && { legacy }) };
}

/** So much of the end of a soak says how legacy fares now. Seconds. */
const NOW = 3600;

/** A rollback would not help, and a step into an outage would blind everybody who looks. */
function badLegacy(
  { name, mostOnLegacy }: ComparedRate,
  seen: readonly Seen<Count>[],
  seconds: number,
  { tolerated }: Levels,
): readonly Ground[] {
  if (mostOnLegacy === undefined) return [];
  const recent = seen.slice(-Math.ceil(NOW / seconds));
  const [cluster, legacy] = [sumOf(recent, 'cluster'), sumOf(recent, 'legacy')];
  if (leastRate(legacy, tolerated) <= mostOnLegacy) return [];
  const said = ({ requests, events }: Count) =>
    requests === 0
      ? 'had no requests'
      : `${percent((100 * events) / requests)} of ${countOf(requests, 'request')}`;
  const last = duration(recent.length * seconds);
  const who = cluster.events > mostOnLegacy * cluster.requests ? 'both sides are' : 'legacy itself is';
  return [
    ground(
      'hold',
      `${name}: ${who} bad. In the last ${last}, legacy failed ${said(legacy)}, more than ${percent(100 * mostOnLegacy)}, and the cluster ${said(cluster)}. The cluster is not to blame, so nothing is rolled back; no step is made before a person has looked.`,
    ),
  ];
}

function inSeconds(value: number): string {
  const milliseconds = value * 1000;
  return Math.abs(value) < 1
    ? `${Number(milliseconds.toPrecision(3))} ms`
    : `${Number(value.toPrecision(3))} s`;
}

function plainly(value: number): string {
  return `${Number(value.toPrecision(3))}`;
}
