import { policyOf } from './request-shape.ts';
import type { RecordSet } from './types.ts';

/** True when a record set may be answered: no health check, or a healthy one. */
export type IsHealthy = (record: RecordSet) => boolean;

/** A record set and the part of all answers that it gets, more than 0 and at most 1. */
export interface Share {
  readonly record: RecordSet;
  readonly share: number;
}

/**
 * Which record sets of one name and type answer, and how often. `group` isn't empty.
 *
 * Weighted: the part of the sum of weights. Zero weights count only when every record set with a weight is unhealthy,
 * or when all are zero (then equally). When none at all is healthy, all count as healthy. Of another policy the first
 * healthy one by identifier answers.
 */
export function sharesOf(group: readonly RecordSet[], isHealthy: IsHealthy): Share[] {
  const healthy = group.filter(isHealthy);
  const usable = healthy.length > 0 ? healthy : group;
  if (policyOf(group[0] as RecordSet) === 'Weight') return weightedShares(usable);
  return [{ record: usable[0] as RecordSet, share: 1 }];
}

/** Draws the record set of one answer. `random` is in [0, 1). */
export function draw(group: readonly RecordSet[], isHealthy: IsHealthy, random: () => number): RecordSet {
  const shares = sharesOf(group, isHealthy);
  if (shares.length === 1) return (shares[0] as Share).record;
  let point = random();
  for (const { record, share } of shares) {
    point -= share;
    if (point < 0) return record;
  }
  // Rounding may leave a sliver at the end: it belongs to the last one.
  return (shares[shares.length - 1] as Share).record;
}

function weightedShares(usable: readonly RecordSet[]): Share[] {
  const sum = usable.reduce((total, { Weight }) => total + (Weight as number), 0);
  if (sum === 0) return usable.map((record) => ({ record, share: 1 / usable.length }));
  return usable
    .filter(({ Weight }) => Weight !== 0)
    .map((record) => ({ record, share: (record.Weight as number) / sum }));
}
