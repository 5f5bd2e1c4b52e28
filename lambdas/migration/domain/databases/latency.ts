import type { Measured, Percentiles } from '../../contract/database-probes.ts';

/** How long the parts of a way took, milliseconds. There is nothing between them that no part counts. */
export interface TripTimes {
  /** Until TCP is connected. */
  readonly connect: number;
  /** From there until TLS is agreed on, and the certificate judged. */
  readonly tls: number;
  /** From the introduction to the database's answer. */
  readonly answer: number;
}

/** Ways walked one after the other, each on a connection of its own. */
export interface RoundTrips {
  /** Of those that led through, in the order measured. */
  readonly times: readonly TripTimes[];
  /** How many got no answer. */
  readonly lost: number;
}

/** What matters of round trips; few numbers, however many there were. */
export function measuredOf({ times, lost }: RoundTrips): Measured {
  const of = (part: keyof TripTimes) => percentilesOf(times.map((each) => each[part]));
  const [connect, tls, answer] = [of('connect'), of('tls'), of('answer')];
  const tried = times.length + lost;
  return connect && tls && answer ? { tried, lost, times: { connect, tls, answer } } : { tried, lost };
}

/** Undefined of no values. */
export function percentilesOf(values: readonly number[]): Percentiles | undefined {
  if (values.length === 0) return undefined;
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number => valueAt(sorted, share);
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
}

/**
 * The value that `share` (0–1) of the values do not exceed, by nearest rank: the p99 of fewer than 100 values is the
 * largest.
 * @param sorted ascending, at least one
 */
function valueAt(sorted: readonly number[], share: number): number {
  const rank = Math.max(1, Math.ceil(sorted.length * share));
  return sorted[rank - 1] ?? Number.NaN;
}

/** `p50 1 ms, p95 1.2 ms, p99 2 ms, max 3 ms` */
export function inWords({ p50, p95, p99, max }: Percentiles): string {
  return `p50 ${ms(p50)}, p95 ${ms(p95)}, p99 ${ms(p99)}, max ${ms(max)}`;
}

export function ms(value: number): string {
  return `${Number(value.toPrecision(3))} ms`;
}
