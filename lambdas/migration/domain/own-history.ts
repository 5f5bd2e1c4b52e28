/**
 * How many requests legacy lost to the cluster, where the cluster's can't be compared with legacy's: what came to legacy
 * beside what its own past predicts. The week sets the rhythm of most traffic, so a soak is compared with the same hours of
 * earlier weeks, and each week's level is taken from the day before the migration, or the same day of that week.
 */

import { count, countOf, percent } from '../../shared/domain/text.ts';
import type { Total, Unit } from './counted.ts';

/** `from` ≤ time < `until`, epoch milliseconds. */
export interface Span {
  readonly from: number;
  readonly until: number;
}

/** Of one week: in the hours of the soak, and in a day before the migration. */
export interface Week<T> {
  readonly during: T;
  readonly before: T;
}

/** This week, and weeks before the migration, the latest first. */
export interface Weeks<T> {
  readonly now: Week<T>;
  readonly past: readonly Week<T>[];
}

interface Interval {
  readonly least: number;
  readonly likely: number;
  readonly most: number;
}

/** What legacy lost; or why that is unknown. */
export type Decline =
  | {
      readonly known: true;
      readonly unit: Unit;
      /** What legacy had, and what it would have had, in the soak. */
      readonly had: number;
      readonly expected: Interval;
      /** Of what was expected, percent (0–100; below 0 where more came than expected). 95 % interval. */
      readonly lost: Interval;
      readonly weeks: number;
    }
  | { readonly known: false; readonly why: string };

/** What legacy lost in a soak; its end is looked at only where nothing counts the cluster. */
export interface SoakDecline {
  readonly whole: Decline;
  readonly recent?: Decline;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;

/**
 * What CloudWatch remembers, by how fine it must be: datapoints of five minutes for 63 days, of an hour for 455; a day less, for
 * a reader that comes later. A soak of this length loses little by whole hours, and neither does the day before. Source: GetMetricData's `StartTime`.
 */
const MEMORY = [
  { atLeast: 12 * HOUR, period: HOUR, age: 454 * DAY },
  { atLeast: 0, period: 5 * MINUTE, age: 62 * DAY },
] as const;

const MOST_WEEKS = 8;
const FEWEST_WEEKS = 3;

/**
 * Two-sided 95 % quantiles of Student's t distribution by degrees of freedom, from those of the fewest weeks on.
 * Source: any table of the distribution.
 */
const T95 = [4.303, 3.182, 2.776, 2.571, 2.447, 2.365] as const;

/**
 * What to count, to know the decline in a soak. All spans lie whole weeks apart and are as long, in whole periods of
 * CloudWatch; no past one reaches into the migration.
 * @param begunAt when the records began to move; all are epoch milliseconds
 */
export function weeksToCompare(soak: Span, begunAt: number, now: number): Weeks<Span> {
  const { period, age } = MEMORY.find(({ atLeast }) => soak.until - soak.from >= atLeast) ?? MEMORY[1];
  const begun = floor(begunAt, HOUR);
  const during = { from: -floor(-soak.from, period), until: floor(soak.until, period) };
  const before = { from: begun - DAY, until: begun };
  const first = Math.max(1, Math.ceil((during.until - begun) / WEEK));
  const past = Array.from({ length: MOST_WEEKS }, (_, i) => (first + i) * WEEK)
    .map((back) => ({ during: shifted(during, back), before: shifted(before, back) }))
    .filter((week) => now - week.during.from <= age);
  return { now: { during, before }, past };
}

function floor(at: number, period: number): number {
  return Math.floor(at / period) * period;
}

function shifted({ from, until }: Span, back: number): Span {
  return { from: from - back, until: until - back };
}

/**
 * The weeks' ratios of soak to day before are taken as log-normal; the interval is that of one more such week (Student's t), and
 * of the chance in what was counted (Poisson). A week without any request in one of its spans tells nothing.
 */
export function declineOf({ now, past }: Weeks<Total>): Decline {
  const { during, before } = now;
  if (!during.known) return unknown(during.why);
  if (!before.known) return unknown(before.why);
  if (before.requests === 0) return unknown('legacy had none in the day before the migration');
  const ratios = past.flatMap(logRatio);
  if (ratios.length < FEWEST_WEEKS)
    return unknown(
      `${countOf(FEWEST_WEEKS, 'week')} with requests before the migration are required, and CloudWatch has ${ratios.length}`,
    );
  const { mean, deviation } = spreadOf(ratios);
  const level = Math.log(before.requests) + mean;
  const byWeek = deviation * Math.sqrt(1 + 1 / ratios.length);
  const byChance = Math.sqrt(1 / Math.max(during.requests, 1));
  const reach = (T95[ratios.length - FEWEST_WEEKS] ?? T95[0]) * Math.hypot(byWeek, byChance);
  const expected = interval(level, reach);
  return {
    known: true,
    unit: during.unit,
    had: during.requests,
    expected,
    lost: {
      least: lostOf(during.requests, expected.least),
      likely: lostOf(during.requests, expected.likely),
      most: lostOf(during.requests, expected.most),
    },
    weeks: ratios.length,
  };
}

function logRatio({ during, before }: Week<Total>): readonly number[] {
  if (!during.known || !before.known || during.requests === 0 || before.requests === 0) return [];
  return [Math.log(during.requests / before.requests)];
}

function spreadOf(values: readonly number[]): { readonly mean: number; readonly deviation: number } {
  const mean = values.reduce((sum, each) => sum + each, 0) / values.length;
  const squares = values.reduce((sum, each) => sum + (each - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(squares / (values.length - 1)) };
}

function interval(level: number, reach: number): Interval {
  return { least: Math.exp(level - reach), likely: Math.exp(level), most: Math.exp(level + reach) };
}

function lostOf(had: number, expected: number): number {
  return 100 * (1 - had / expected);
}

function unknown(why: string): Decline {
  return { known: false, why };
}

/** `Legacy had 7,600 requests, 24 % fewer (95 % interval: 19 % to 28.6 %) than the 10,000 expected from 8 weeks before the migration.` */
export function declineInWords({ unit, had, expected, lost, weeks }: Decline & { known: true }): string {
  const change = lost.likely < 0 ? `${percent(-lost.likely)} more` : `${percent(lost.likely)} fewer`;
  const range = `95 % interval: ${percent(lost.least)} to ${percent(lost.most)} fewer`;
  return `Legacy had ${countOf(had, unit)}, ${change} than the ${count(Math.round(expected.likely))} expected from the same hours of ${countOf(weeks, 'week')} before the migration (${range}).`;
}
