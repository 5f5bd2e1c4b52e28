/**
 * Who serves what legacy's records lead to, and what they carried: read once for preflight, for each step and for the
 * drain, and judged by one set of rules (`judgeLegacy`).
 */

import { later } from '../../shared/domain/time.ts';
import { type HostPool, isCounted } from '../domain/legacy/host-pool.ts';
import type { KnownLoad } from '../domain/legacy/judge-capacity.ts';
import type { LegacySeen } from '../domain/legacy/judge-legacy.ts';
import { readingOf } from '../domain/reading.ts';
import type { ResourceRecordSet } from '../domain/record-set.ts';
import { type RecordSource, sourcesOf } from '../domain/traffic-sources.ts';
import type { HostLoads } from '../ports/host-loads.ts';
import type { HostPools } from '../ports/host-pools.ts';
import type { ScalingGroups } from '../ports/scaling-groups.ts';
import { poolsBehind } from './pools-behind.ts';

export interface LegacyPorts {
  /** One for each kind of load balancer, asked one after the other. */
  readonly hostPools: readonly HostPools[];
  readonly hostLoads: HostLoads;
  readonly scalingGroups: ScalingGroups;
  /** The Region in which they are asked. */
  readonly region: string;
}

/** What legacy carried before the records began to move is in these seconds before that. */
const TWO_WEEKS = 14 * 86_400;

/**
 * @param before what legacy answered with, in all zones, at the names that follow no other one
 * @param begunAt when the records began to move, ISO 8601: since then legacy has carried less and less
 */
export async function legacyEvidence(
  before: readonly ResourceRecordSet[],
  begunAt: string,
  ports: LegacyPorts,
): Promise<readonly LegacySeen[]> {
  return Promise.all(sourcesOf(before).map((source) => seenAt(source, begunAt, ports)));
}

async function seenAt(source: RecordSource, begunAt: string, ports: LegacyPorts): Promise<LegacySeen> {
  if (source.kind === 'unmeasured') return notAskable(source.what, 'it is not the name of a load balancer');
  const { dnsName, region } = source.name;
  if (region !== ports.region)
    return notAskable(dnsName, `it is in ${region}, and this migration in ${ports.region}`);
  const pools = await readingOf(() => poolsBehind(dnsName, ports.hostPools));
  if (!pools.known) return { source: dnsName, askable: true, pools };
  if (!pools.value) return notAskable(dnsName, 'this account has no such load balancer');
  const places = pools.value.filter(isCounted).map(({ registeredAt }) => registeredAt);
  const groups = await readingOf(() => ports.scalingGroups.at(places));
  const value = await Promise.all(
    pools.value.map(async (pool) =>
      isCounted(pool) ? { pool, groups, load: await loadOf(pool, begunAt, ports.hostLoads) } : pool,
    ),
  );
  return { source: dnsName, askable: true, pools: { known: true, value } };
}

function loadOf({ metrics }: HostPool, begunAt: string, loads: HostLoads): Promise<KnownLoad> {
  return readingOf(() => loads.hourly(metrics, later(begunAt, -TWO_WEEKS), begunAt));
}

function notAskable(source: string, why: string): LegacySeen {
  return { source, askable: false, why };
}
