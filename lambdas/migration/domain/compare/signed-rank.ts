/**
 * Where a difference lies, by ranks alone: Wilcoxon's signed-rank test turned into bounds (Hodges and Lehmann 1963). It asks
 * nothing of the distribution but that it is symmetric, so one very slow period is one rank and no more.
 */

/** P(W ≤ w) for w = 0, 1, …: of n ranks, each in the sum W or not with equal chance. */
function signedRankCdf(n: number): readonly number[] {
  let chances = [1];
  for (let rank = 1; rank <= n; rank++) {
    const next = new Array<number>(chances.length + rank).fill(0);
    for (const [sum, chance] of chances.entries()) {
      next[sum] = (next[sum] ?? 0) + chance / 2;
      next[sum + rank] = (next[sum + rank] ?? 0) + chance / 2;
    }
    chances = next;
  }
  let below = 0;
  return chances.map((chance) => {
    below += chance;
    return below;
  });
}

export interface RankBounds {
  /** The Hodges–Lehmann estimate: the median of the means of all pairs. */
  readonly likely: number;
  /** One-sided bounds; infinite where so few differences can't say. */
  readonly least: number;
  readonly most: number;
}

/**
 * @param differences of pairs, at least one
 * @param level the chance that the true difference lies below `least`, and as great a one that it lies above `most`; at most that
 */
export function rankBounds(differences: readonly number[], level: number): RankBounds {
  const means = walshMeans(differences);
  // So many of the outermost means may be left out.
  const left = signedRankCdf(differences.length).findIndex((chance) => chance > level);
  const middle = means.length / 2;
  return {
    likely: ((means[Math.ceil(middle) - 1] ?? 0) + (means[Math.floor(middle)] ?? 0)) / 2,
    least: left === 0 ? -Infinity : (means[left - 1] ?? -Infinity),
    most: left === 0 ? Infinity : (means[means.length - left] ?? Infinity),
  };
}

/** Of each pair, and of each difference with itself; ascending. */
function walshMeans(differences: readonly number[]): readonly number[] {
  const means = differences.flatMap((one, i) => differences.slice(i).map((other) => (one + other) / 2));
  return means.toSorted((a, b) => a - b);
}
