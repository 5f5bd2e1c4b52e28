/** How long a soak must be to tell a cluster that fails twice as many requests as legacy. */

import { studentUpper } from './distributions.ts';
import type { Levels } from './looks.ts';
import { requestsToCompare, USUAL_PERIODS } from './periods.ts';

/** How surely it is to be seen. */
const SEEN = 0.95;
/**
 * The variance that remains of one hour's logarithm of a ratio, however many requests come: each side has errors in bursts of its own.
 * As in the simulation that made docs/compare.md, whose table the results agree with.
 */
const OF_AN_HOUR = 0.15;

export interface Expected {
  /** Of all clients, a second. */
  readonly requestsPerSecond: number;
  /** The cluster's (0–1, neither of the ends). */
  readonly share: number;
  /** The part of legacy's requests that fail (0–1). */
  readonly errors: number;
}

/** Seconds, for the first look. */
export function soakToSeeTwice({ requestsPerSecond, share, errors }: Expected, { chance }: Levels): number {
  const degrees = USUAL_PERIODS - 1;
  // What a ratio of two comes to in the test by periods, 2 tanh(log(2) / 2), and the error at which it is seen so surely.
  const error = 2 / 3 / (studentUpper(chance, degrees) + studentUpper(1 - SEEN, degrees));
  const failures = requestsPerSecond * 3600 * errors;
  const byChance = 1 / (failures * 2 * share) + 1 / (failures * (1 - share));
  return ((OF_AN_HOUR + byChance) / error ** 2) * 3600;
}

/** Seconds until this statistic of latency can be compared. */
export function soakForLatency(
  { requestsPerSecond, share }: Omit<Expected, 'errors'>,
  statistic: string,
): number {
  return requestsToCompare(statistic) / (requestsPerSecond * Math.min(share, 1 - share));
}
