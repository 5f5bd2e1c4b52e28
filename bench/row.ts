/** One line of the table: what was measured against what, in one run. */
export interface Row {
  readonly what: string;
  readonly measured: string;
  /** What was measured in the same run to compare with; '' for a count or a sum. */
  readonly against: string;
  /** The ratio or sum that is bounded. */
  readonly value: number;
  readonly bound: number;
}

/** Median of some measurements. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

export function geometricMean(values: readonly number[]): number {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}

export function milliseconds(value: number): string {
  return `${value.toFixed(1)} ms`;
}

export function countRow(what: string, measured: string, value: number, bound: number): Row {
  return { what, measured, against: '', value, bound };
}

export function ratioRow(what: string, measured: number, against: number, bound: number): Row {
  return {
    what,
    measured: milliseconds(measured),
    against: milliseconds(against),
    value: measured / against,
    bound,
  };
}
