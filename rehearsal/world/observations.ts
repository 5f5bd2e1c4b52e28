import { countOf, LATENCY_SIGMA, type Part, shareInSample, valueAt } from './spread.ts';

/** What was observed in one minute: `count` observations with this sum, least and greatest value. */
export interface Observations {
  readonly sum: number;
  readonly count: number;
  readonly minimum: number;
  readonly maximum: number;
  /** How the values are spread; left out where all are alike. */
  readonly parts?: readonly Part[];
  /** How far the sample lies from its distribution: −1 to 1. */
  readonly luck?: number;
}

/** So many observations of 1. */
export function counter(total: number): Observations {
  return { sum: total, count: total, minimum: 1, maximum: 1 };
}

export function gauge(value: number): Observations {
  return { sum: value, count: 1, minimum: value, maximum: value };
}

/** @param groups how many took how long in the mean, seconds @param luck −1 to 1 */
export function timings(
  groups: readonly { readonly count: number; readonly meanSeconds: number }[],
  luck: number,
): Observations {
  const parts = groups.map(({ count, meanSeconds }) => ({ count, mean: meanSeconds, sigma: LATENCY_SIGMA }));
  const count = countOf(parts);
  return {
    sum: parts.reduce((sum, part) => sum + part.count * part.mean, 0),
    count,
    minimum: valueAt(parts, shareInSample(0, count, luck)),
    maximum: valueAt(parts, shareInSample(1, count, luck)),
    parts,
    luck,
  };
}
