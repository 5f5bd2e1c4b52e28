/** All that a snapshot is made of. */
import type { AnyCall } from '../calls/call.ts';
import type { AccountWanted } from '../wanted/wanted.ts';
import { ALARMS } from './alarms.ts';
import { BALANCERS, CLASSIC } from './balancers.ts';
import { CLUSTERS, MACHINES } from './machines.ts';
import type { Part } from './part.ts';
import { PRIVATE_ZONES, ZONES } from './zones.ts';

const PARTS: readonly Part[] = [ZONES, PRIVATE_ZONES, CLASSIC, BALANCERS, MACHINES, CLUSTERS, ALARMS];

/** All that is asked of an account, and all that the policy allows. */
export function callsOf(account: AccountWanted): ReadonlySet<AnyCall> {
  return new Set(PARTS.filter((part) => part.isIn(account)).flatMap(({ calls }) => calls));
}
