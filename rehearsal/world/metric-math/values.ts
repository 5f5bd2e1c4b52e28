/** What metric math computes with, in the words of CloudWatch's user guide ("Metric math syntax and functions"). */

/** One value a period, oldest first; undefined where one is missing. */
export type Series = readonly (number | undefined)[];

/** What is known when an expression is evaluated. */
export interface Context {
  /** The metrics that stand beside the expression, by id, in their order. */
  readonly metrics: ReadonlyMap<string, Series>;
  readonly periodSeconds: number;
  /** When each period begins, epoch milliseconds. */
  readonly starts: readonly number[];
}

/** An expression whose type is known: a scalar, a time series, or an array of them. */
export type Typed = Scalar | TimeSeries | SeriesArray;

export interface Scalar {
  readonly type: 'S';
  readonly of: (context: Context) => number;
}

export interface TimeSeries {
  readonly type: 'TS';
  readonly of: (context: Context) => Series;
  /** The id, if it is a metric and no result. */
  readonly metric?: string;
}

export interface SeriesArray {
  readonly type: 'TS[]';
  readonly of: (context: Context) => readonly Series[];
}

/** What is in an expression that isn't evaluated here: `the function SORT`. */
export class NotKnown extends Error {}

/** Applied to each point that exists. A result that is no number, as of a division by zero, is dropped. */
export function mapped(series: Series, f: (value: number) => number): Series {
  return series.map((value) => (value === undefined ? undefined : finite(f(value))));
}

/** Of two series, a value that only one of them lacks counts as 0. */
export function paired(a: Series, b: Series, f: (a: number, b: number) => number): Series {
  return a.map((x, i) => {
    const y = b[i];
    return x === undefined && y === undefined ? undefined : finite(f(x ?? 0, y ?? 0));
  });
}

export function existing(series: Series): readonly number[] {
  return series.filter((value) => value !== undefined);
}

function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value : undefined;
}
