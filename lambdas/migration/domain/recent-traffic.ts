/**
 * Whether the cluster had requests until the end of a soak. If they stop, alarms on errors and latency have nothing to
 * see and stay OK: what came before is no proof of the cluster as it is now.
 */

import { duration } from '../../shared/domain/text.ts';
import { instant } from '../../shared/domain/time.ts';
import { type Counted, total } from './counted.ts';
import { type Ground, ground } from './grounds.ts';

/** The cluster's requests from a time (ISO 8601) until now. */
export interface RecentTraffic {
  readonly from: string;
  readonly cluster: readonly Counted[];
}

/** So many requests would have come by the soak's mean rate. None at all is then no chance. */
const EXPECTED_REQUESTS = 10;
/** CloudWatch gets a load balancer's metrics minutes late. Seconds. */
const SHORTEST_SECONDS = 900;

/**
 * From when on the cluster must have had a request: the end of the soak in which ten were to be expected, and at least
 * a quarter of an hour, or the whole soak.
 * @param requests on the cluster since `soakFrom` (ISO 8601) @param now epoch milliseconds
 */
export function recentFrom(requests: number, soakFrom: string, now: number): string {
  const begin = Date.parse(soakFrom);
  const expected = ((now - begin) * EXPECTED_REQUESTS) / Math.max(1, requests);
  return instant(Math.max(begin, now - Math.max(expected, SHORTEST_SECONDS * 1000)));
}

/** @param now epoch milliseconds */
export function recentGround({ from, cluster }: RecentTraffic, now: number): Ground {
  const recent = total(cluster);
  if (!recent.known)
    return ground('inconclusive', `Requests on the cluster since ${from} are unknown: ${recent.why}`);
  const last = `the last ${duration((now - Date.parse(from)) / 1000)}`;
  if (recent.requests > 0) return ground('pass', `In ${last} the cluster had ${recent.text}.`);
  return ground(
    'inconclusive',
    `In ${last} the cluster had no ${recent.unit}: without any its alarms see nothing.`,
  );
}
