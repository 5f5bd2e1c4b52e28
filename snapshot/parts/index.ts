/** All that a snapshot is made of. */
import type { AnyCall } from '../calls/call.ts';
import type { AccountWanted } from '../wanted/wanted.ts';
import { KEYS, ROLES, STORED_PARAMETERS, STORED_SECRETS } from './access.ts';
import { ALARMS } from './alarms.ts';
import { BALANCERS, CLASSIC } from './balancers.ts';
import { SERVER_CLUSTERS, SERVER_PROXIES, SERVERS } from './databases.ts';
import { IMPORTS } from './imports.ts';
import { LIMITS } from './limits.ts';
import { CLUSTERS, MACHINES } from './machines.ts';
import { METRICS } from './metrics.ts';
import { NETWORK, SUBNETS } from './networks.ts';
import type { Part } from './part.ts';
import { SECURITY_GROUPS } from './security-groups.ts';
import { BUCKETS, STATES } from './state-store.ts';
import { PRIVATE_ZONES, ZONES } from './zones.ts';

export const PARTS: readonly Part[] = [
  IMPORTS,
  ZONES,
  PRIVATE_ZONES,
  CLASSIC,
  BALANCERS,
  MACHINES,
  CLUSTERS,
  ALARMS,
  METRICS,
  SERVERS,
  SERVER_CLUSTERS,
  SERVER_PROXIES,
  SUBNETS,
  NETWORK,
  SECURITY_GROUPS,
  KEYS,
  STORED_SECRETS,
  STORED_PARAMETERS,
  ROLES,
  BUCKETS,
  STATES,
  LIMITS,
];

/** All that is asked of an account, and all that the policy allows. */
export function callsOf(account: AccountWanted): ReadonlySet<AnyCall> {
  return new Set(PARTS.filter((part) => part.isIn(account)).flatMap(({ calls }) => calls));
}
