/**
 * Whether something happens to a larger part of the cluster's requests than of legacy's in the same periods: two tests, and both
 * must agree. The exact one counts requests as if each were a matter of chance alone. The one by periods sees how much the
 * difference really varies from period to period: errors come in bursts, and one client may have many.
 */

import type { ToleranceSettings } from '../../contract/compare-settings.ts';
import { studentUpper } from './distributions.ts';
import { type Count, leastRate, mostRate } from './exact-bounds.ts';
import type { Levels } from './looks.ts';

/** One period, of both sides. */
export interface Pair<T> {
  readonly cluster: T;
  readonly legacy: T;
}

/** The difference between the sides, cluster minus legacy. */
export interface Difference {
  readonly likely: number;
  readonly least: number;
  readonly most: number;
}

export interface Judged {
  /** With one-sided bounds at the level `tolerated`. */
  readonly difference: Difference;
  /** What is tolerated at legacy's value. */
  readonly tolerated: number;
  /** Worse than tolerated, at the level `tolerated`. */
  readonly isBeyond: boolean;
  /** Worse than legacy at all, at the level `chance`. */
  readonly isBeyondChance: boolean;
  /** Not worse than tolerated, at the level `tolerated`. */
  readonly isWithin: boolean;
}

/** With fewer, how much a difference varies isn't known. */
export const FEWEST_PERIODS = 12;

/** @param pairs periods in which both sides had requests, in their order; at least `FEWEST_PERIODS` */
export function judgeRates(
  pairs: readonly Pair<Count>[],
  tolerance: ToleranceSettings,
  levels: Levels,
): Judged {
  const sides = { cluster: sumOf(pairs, 'cluster'), legacy: sumOf(pairs, 'legacy') };
  const exact = exactly(sides, tolerance, levels);
  const varying = byPeriods(pairs, sides, tolerance, levels);
  const [cluster, legacy] = [rateOf(sides.cluster), rateOf(sides.legacy)];
  return {
    difference: {
      likely: cluster - legacy,
      least: Math.min(exact.least, varying.least),
      most: Math.max(exact.most, varying.most),
    },
    tolerated: allowance(legacy, tolerance),
    isBeyond: exact.isBeyond && varying.isBeyond,
    isBeyondChance: exact.isBeyondChance && varying.isBeyondChance,
    isWithin: exact.isWithin && varying.isWithin,
  };
}

/** Of one side, in all periods that say something of it. */
export function sumOf(periods: readonly Partial<Pair<Count>>[], side: keyof Pair<Count>): Count {
  const sum = (of: keyof Count) => periods.reduce((total, period) => total + (period[side]?.[of] ?? 0), 0);
  return { requests: sum('requests'), events: sum('events') };
}

function rateOf({ requests, events }: Count): number {
  return events / requests;
}

function allowance(legacy: number, { absolute, relative }: ToleranceSettings): number {
  return Math.max(absolute, relative * legacy);
}

type Side = Omit<Judged, 'difference' | 'tolerated'> & Omit<Difference, 'likely'>;

/**
 * By the exact bounds of each side (Clopper and Pearson 1934), each at half of the level, so that the difference has the whole one.
 */
function exactly(
  { cluster, legacy }: Pair<Count>,
  tolerance: ToleranceSettings,
  { chance, tolerated }: Levels,
): Side {
  const worst = { cluster: leastRate(cluster, tolerated / 2), legacy: mostRate(legacy, tolerated / 2) };
  const best = { cluster: mostRate(cluster, tolerated / 2), legacy: leastRate(legacy, tolerated / 2) };
  return {
    least: worst.cluster - worst.legacy,
    most: best.cluster - best.legacy,
    isBeyond: worst.cluster > worst.legacy + allowance(worst.legacy, tolerance),
    isBeyondChance: leastRate(cluster, chance / 2) > mostRate(legacy, chance / 2),
    isWithin: best.cluster <= best.legacy + allowance(best.legacy, tolerance),
  };
}

/**
 * By how the periods differ: each one's part in the logarithm of the ratio of both rates (linearised; Cochran, Sampling Techniques,
 * 6.3), and Student's t. What both sides have in common, such as the hours of the day or an outage of what both need, cancels
 * within a period, however much worse one of them is.
 */
function byPeriods(
  pairs: readonly Pair<Count>[],
  { cluster, legacy }: Pair<Count>,
  { absolute, relative }: ToleranceSettings,
  { chance, tolerated }: Levels,
): Side {
  const base = smoothed(legacy);
  const ratio = Math.log(smoothed(cluster) / base);
  const error = errorOf(pairs, { cluster, legacy });
  const degrees = pairs.length - 1;
  const reach = reachOf(studentUpper(tolerated, degrees) * error);
  const [least, most] = [ratio - reach, ratio + reach];
  const differenceAt = (logarithm: number) => base * Math.expm1(logarithm);
  return {
    least: differenceAt(least),
    most: differenceAt(most),
    isBeyond: differenceAt(least) > absolute && least > Math.log1p(relative),
    isBeyondChance: ratio - reachOf(studentUpper(chance, degrees) * error) > 0,
    isWithin: differenceAt(most) <= absolute || most <= Math.log1p(relative),
  };
}

/** Half an event more, so that none at all has a ratio to others, too (Haldane 1956, Anscombe 1956). */
function smoothed({ requests, events }: Count): number {
  return (events + 0.5) / (requests + 1);
}

/**
 * How far a logarithm of the ratio reaches. Not evenly: a ratio's tail is long, and what came in one burst or two must not
 * count as certain because it is many times what the other side has. By the difference over the mean, 2 tanh(x / 2).
 */
function reachOf(evenly: number): number {
  return evenly >= 2 ? Infinity : 2 * Math.atanh(evenly / 2);
}

/** The standard error of the logarithm of the ratio. */
function errorOf(pairs: readonly Pair<Count>[], { cluster, legacy }: Pair<Count>): number {
  const part = ({ events, requests }: Count, whole: Count) =>
    whole.events === 0 ? 0 : (events - rateOf(whole) * requests) / whole.events;
  const parts = pairs.map((pair) => part(pair.cluster, cluster) - part(pair.legacy, legacy));
  const squares = parts.reduce((sum, each) => sum + each ** 2, 0);
  return Math.sqrt(((squares * parts.length) / (parts.length - 1)) * drift(parts, squares));
}

/** A correlation that chance alone seldom reaches, times the root of the number of periods; and the most that is believed. */
const BY_CHANCE = 0.8;
const MOST_CORRELATION = 0.8;

/** By how much periods that resemble the one before say less than they seem to: as if there were fewer. */
function drift(parts: readonly number[], squares: number): number {
  if (squares === 0) return 1;
  const products = parts.slice(1).reduce((sum, part, i) => sum + part * (parts[i] ?? 0), 0);
  const correlation = products / squares;
  if (correlation < BY_CHANCE / Math.sqrt(parts.length)) return 1;
  const believed = Math.min(correlation, MOST_CORRELATION);
  return (1 + believed) / (1 - believed);
}
