/** Bounds of a rate if each request is a matter of chance alone, whatever the rate (Clopper and Pearson 1934). */

import { betaQuantile } from './distributions.ts';

/** Of one side, in one period or in all. */
export interface Count {
  readonly requests: number;
  /** Of the requests those that count, at most all: errors, usually. */
  readonly events: number;
}

/** @param level the chance that the true rate lies below; at most that */
export function leastRate({ requests, events }: Count, level: number): number {
  return events === 0 ? 0 : betaQuantile(level, events, requests - events + 1);
}

/** @param level the chance that the true rate lies above; at most that */
export function mostRate({ requests, events }: Count, level: number): number {
  return events === requests ? 1 : 1 - betaQuantile(level, requests - events, events + 1);
}
