/** Whether as many requests came to the cluster as legacy's own past and the weights promise. */

import { count, countOf, percent } from '../../shared/domain/text.ts';
import type { Total } from './counted.ts';
import { type Ground, ground } from './grounds.ts';
import type { Decline } from './own-history.ts';

/**
 * The share of both sides' requests says nothing of requests that reach neither. Legacy's own history of the same hours does.
 * @param promised the cluster's share by its weight, and the part of it that must be seen; percent
 */
export function expectedGround(
  cluster: Total & { readonly known: true },
  past: Decline,
  promised: { readonly intended: number; readonly least: number },
): Ground {
  if (!past.known)
    return ground(
      'pass',
      `How many requests are to be expected is not known from legacy's own past: ${past.why}.`,
    );
  const expected = Math.floor((past.expected.least * promised.least) / 100);
  const text = `By the same hours of ${countOf(past.weeks, 'week')} before the migration, at least ${countOf(Math.floor(past.expected.least), cluster.unit)} come in this time. At a weight of ${percent(promised.intended)}, at least ${percent(promised.least)} of them must reach the cluster: ${count(expected)}. It had ${count(cluster.requests)}.`;
  return cluster.requests >= expected
    ? ground('pass', text)
    : ground('inconclusive', `Fewer requests than expected. ${text}`);
}
