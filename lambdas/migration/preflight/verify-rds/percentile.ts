/**
 * The value that `share` (0–1) of the values do not exceed, by nearest rank: the p99 of fewer than 100 values is the
 * largest. Undefined of no values.
 */
export function percentile(values: readonly number[], share: number): number | undefined {
  const rank = Math.max(1, Math.ceil(values.length * share));
  return values.toSorted((a, b) => a - b)[rank - 1];
}
