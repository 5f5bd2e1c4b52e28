import type { HostPool, UncountedPool } from '../domain/legacy/host-pool.ts';
import type { HostPools } from '../ports/host-pools.ts';

/** Who is behind a load balancer of whatever kind: one kind is asked after the other. Undefined if there is none. */
export async function poolsBehind(
  dnsName: string,
  kinds: readonly HostPools[],
): Promise<readonly (HostPool | UncountedPool)[] | undefined> {
  for (const kind of kinds) {
    const pools = await kind.behind(dnsName);
    if (pools) return pools;
  }
  return undefined;
}
