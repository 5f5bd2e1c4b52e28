/** The verdict on one thing that is compared, in words with the numbers. */

import { count, countOf, duration, percent } from '../../../shared/domain/text.ts';
import type { ToleranceSettings } from '../../contract/compare-settings.ts';
import type { Count } from './exact-bounds.ts';
import type { Levels } from './looks.ts';
import { fewestSamples } from './periods.ts';
import { FEWEST_PERIODS, type Judged, judgeRates, type Pair, sumOf } from './rates.ts';
import { judgeValues, medianOf } from './values.ts';

/** A value of one side in one period, and of how many samples. */
export interface Measured {
  readonly value: number;
  readonly samples: number;
}

/** What one period says of both sides; undefined where CloudWatch has nothing of one. */
export type Seen<T> = Partial<Pair<T>>;

export interface Compared {
  readonly verdict: 'pass' | 'fail' | 'inconclusive';
  readonly text: string;
}

interface Told {
  /** `Errors`, `Latency (p95)`. */
  readonly name: string;
  /** Length of a period, seconds. */
  readonly seconds: number;
  readonly tolerance: ToleranceSettings;
  readonly levels: Levels;
}

interface ToldOfValue {
  readonly statistic: string;
  readonly unit: (value: number) => string;
}

/** @param periods in their order; those in which one side had no request say nothing */
export function compareRates(
  periods: readonly Seen<Count>[],
  { name, seconds, tolerance, levels }: Told,
): Compared {
  const pairs = bothOf(periods, ({ requests }) => requests > 0);
  if (pairs.length < FEWEST_PERIODS) return tooFew(name, pairs.length, seconds, 'requests on both sides');
  const judged = judgeRates(pairs, tolerance, levels);
  const side = (which: keyof Pair<Count>) => {
    const { events, requests } = sumOf(pairs, which);
    return `${percent((100 * events) / requests)} (${count(events)} of ${count(requests)})`;
  };
  const seen = `${name}: the cluster ${side('cluster')}, legacy ${side('legacy')}, in the same ${inWords(pairs.length, seconds)}.`;
  return concluded(seen, judged, points);
}

/** @param periods in their order; those in which one side had too few samples for the statistic say nothing */
export function compareValues(
  periods: readonly Seen<Measured>[],
  { name, seconds, tolerance, levels, statistic, unit }: Told & ToldOfValue,
): Compared {
  const pairs = bothOf(periods, ({ samples, value }) => samples >= fewestSamples(statistic) && value > 0);
  if (pairs.length < FEWEST_PERIODS)
    return tooFew(
      name,
      pairs.length,
      seconds,
      `at least ${countOf(fewestSamples(statistic), 'sample')} a side`,
    );
  const judged = judgeValues(
    pairs.map(({ cluster, legacy }) => ({ cluster: cluster.value, legacy: legacy.value })),
    tolerance,
    levels,
  );
  const usual = (which: keyof Pair<Measured>) => unit(medianOf(pairs.map((pair) => pair[which].value)));
  const seen = `${name}: the cluster ${usual('cluster')}, legacy ${usual('legacy')}, the medians of the same ${inWords(pairs.length, seconds)}.`;
  return concluded(seen, judged, unit);
}

function bothOf<T>(periods: readonly Seen<T>[], counts: (side: T) => boolean): readonly Pair<T>[] {
  return periods.flatMap(({ cluster, legacy }) =>
    cluster !== undefined && legacy !== undefined && counts(cluster) && counts(legacy)
      ? [{ cluster, legacy }]
      : [],
  );
}

function tooFew(name: string, found: number, seconds: number, what: string): Compared {
  return {
    verdict: 'inconclusive',
    text: `${name}: ${inWords(found, seconds)} had ${what}; at least ${FEWEST_PERIODS} are required to compare the cluster with legacy.`,
  };
}

function inWords(periods: number, seconds: number): string {
  return `${countOf(periods, 'period')} of ${duration(seconds)}`;
}

function concluded(seen: string, judged: Judged, unit: (value: number) => string): Compared {
  const { difference, tolerated, isBeyond, isBeyondChance, isWithin } = judged;
  const least = `The cluster is worse by at least ${unit(difference.least)}; ${unit(tolerated)} is tolerated.`;
  if (isBeyond && isBeyondChance) return { verdict: 'fail', text: `${seen} ${least}` };
  if (isBeyond) return { verdict: 'inconclusive', text: `${seen} ${least} That may still be chance.` };
  const most = unit(Math.max(0, difference.most));
  if (isWithin)
    return {
      verdict: 'pass',
      text: `${seen} The cluster is worse by at most ${most}; ${unit(tolerated)} is tolerated.`,
    };
  const between = `the difference lies between ${unit(difference.least)} and ${unit(difference.most)}`;
  return {
    verdict: 'inconclusive',
    text: `${seen} Whether the cluster is worse is not certain: ${between}; ${unit(tolerated)} is tolerated.`,
  };
}

/** A part of 1 → `0.25 points`. */
function points(value: number): string {
  return percent(value * 100).replace('%', 'points');
}
