/**
 * CloudWatch's statistics over what was observed in the minutes of a period. Source: "CloudWatch statistics
 * definitions" in its user guide. Which are left out is in SPEC.md, "Statistics".
 */
import type { Observations } from './observations.ts';
import { countOf, meanBetween, type Part, shareInSample, shareUpTo, valueAt } from './spread.ts';

export const STATISTICS = ['Sum', 'Average', 'Minimum', 'Maximum', 'SampleCount'] as const;
export type Statistic = (typeof STATISTICS)[number];

/** @param observed at least one minute's */
type Reduce = (observed: readonly Observations[]) => number;

const BASIC: Readonly<Record<Statistic, Reduce>> = {
  Sum: (observed) => total(observed, ({ sum }) => sum),
  Average: (observed) => BASIC.Sum(observed) / BASIC.SampleCount(observed),
  Minimum: (observed) => Math.min(...observed.map(({ minimum }) => minimum)),
  Maximum: (observed) => Math.max(...observed.map(({ maximum }) => maximum)),
  SampleCount: (observed) => total(observed, ({ count }) => count),
};

const PERCENT = String.raw`\d{1,2}(?:\.\d{1,10})?|100`;
const PERCENTILE = new RegExp(`^p(${PERCENT})$`);
/** `tm99` is `TM(0%:99%)`. */
const SHORT_RANGE = new RegExp(`^(tm|tc|ts)(${PERCENT})$`);
const RANGE = new RegExp(String.raw`^(TM|TC|TS)\((?:(${PERCENT})%)?:(?:(${PERCENT})%)?\)$`);
const VALUES = /^PR\((\d+(?:\.\d+)?)?:(\d+(?:\.\d+)?)?\)$/;

const known = new Map<string, Reduce | undefined>();

/** @returns undefined for a statistic that isn't computed here */
export function reducerOf(statistic: string): Reduce | undefined {
  if (!known.has(statistic)) known.set(statistic, reducerCalled(statistic));
  return known.get(statistic);
}

/** The percentile that a statistic is (0–100); undefined for one that is none. */
export function percentileOf(statistic: string): number | undefined {
  const [, percent] = PERCENTILE.exec(statistic) ?? [];
  return percent === undefined ? undefined : Number(percent);
}

function reducerCalled(statistic: string): Reduce | undefined {
  const basic = STATISTICS.find((each) => each === statistic);
  if (basic) return BASIC[basic];
  const percentile = percentileOf(statistic);
  if (percentile !== undefined) return (observed) => percentileIn(observed, percentile / 100);
  if (statistic === 'IQM') return trimmed('tm', 0.25, 0.75);
  const [, short, upTo] = SHORT_RANGE.exec(statistic) ?? [];
  if (short !== undefined) return trimmed(short, 0, Number(upTo) / 100);
  const [, long, from = '0', until = '100'] = RANGE.exec(statistic) ?? [];
  if (long !== undefined) return trimmed(long.toLowerCase(), Number(from) / 100, Number(until) / 100);
  const [ranked, least = '0', most = 'Infinity'] = VALUES.exec(statistic) ?? [];
  return ranked === undefined ? undefined : rank(Number(least), Number(most));
}

function percentileIn(observed: readonly Observations[], share: number): number {
  if (share === 0) return BASIC.Minimum(observed);
  if (share === 1) return BASIC.Maximum(observed);
  const parts = partsOf(observed);
  // What has a spread is a sample of it; the others were observed one by one.
  const isSample = observed.some((each) => each.parts !== undefined);
  const inSample = isSample ? shareInSample(share, countOf(parts), luckOf(observed)) : share;
  const value = valueAt(parts, inSample);
  return Math.min(Math.max(value, BASIC.Minimum(observed)), BASIC.Maximum(observed));
}

/** Trimmed mean, count or sum. */
function trimmed(kind: string, from: number, until: number): Reduce {
  return (observed) => {
    const parts = partsOf(observed);
    const count = countOf(parts) * (until - from);
    if (kind === 'tc') return count;
    const mean = meanBetween(parts, from, until);
    return kind === 'ts' ? mean * count : mean;
  };
}

/** The percentage of values that are greater than `least` and at most `most`. */
function rank(least: number, most: number): Reduce {
  return (observed) => {
    const parts = partsOf(observed);
    const below = least === 0 ? 0 : shareUpTo(parts, least);
    return 100 * (shareUpTo(parts, most) - below);
  };
}

function partsOf(observed: readonly Observations[]): readonly Part[] {
  return observed.flatMap(({ parts, sum, count }) => parts ?? [{ mean: sum / count, count, sigma: 0 }]);
}

/** Of several minutes one's luck makes up for another's. */
function luckOf(observed: readonly Observations[]): number {
  return total(observed, ({ luck = 0 }) => luck) / Math.sqrt(observed.length);
}

function total(observed: readonly Observations[], of: (one: Observations) => number): number {
  return observed.reduce((sum, each) => sum + of(each), 0);
}
