/**
 * Whether a value of the cluster, such as a latency, lies above legacy's in the same periods: by ranks, because a few periods may be
 * slow beyond all measure.
 */

import type { ToleranceSettings } from '../../contract/compare-settings.ts';
import type { Levels } from './looks.ts';
import type { Judged, Pair } from './rates.ts';
import { rankBounds } from './signed-rank.ts';

/**
 * Percentiles of two sides differ by a factor rather than by an amount, so their logarithms are compared; what is tolerated as
 * an amount is compared as it is. A cluster is worse if both say so, and as good if one of them does.
 * @param pairs the values of each period, above 0, in their order
 */
export function judgeValues(
  pairs: readonly Pair<number>[],
  tolerance: ToleranceSettings,
  { chance, tolerated }: Levels,
): Judged {
  const amounts = pairs.map(({ cluster, legacy }) => cluster - legacy);
  const factors = pairs.map(({ cluster, legacy }) => Math.log(cluster / legacy));
  const [difference, factor] = [rankBounds(amounts, tolerated), rankBounds(factors, tolerated)];
  const allowed = Math.log1p(tolerance.relative);
  return {
    difference,
    tolerated: Math.max(tolerance.absolute, tolerance.relative * medianOf(pairs.map(({ legacy }) => legacy))),
    isBeyond: difference.least > tolerance.absolute && factor.least > allowed,
    isBeyondChance: rankBounds(factors, chance).least > 0,
    isWithin: difference.most <= tolerance.absolute || factor.most <= allowed,
  };
}

export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
}
