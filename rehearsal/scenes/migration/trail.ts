import { Trail } from '../../gateway/index.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import { ownerIn } from './hosted-zones.ts';

/** CloudTrail over the zones of all accounts. */
export function trailOf(snapshot: Snapshot, now: () => number): Trail {
  return new Trail({ now, ownerOf: (zoneId) => ownerIn(snapshot, zoneId) });
}
