import type { HostPool, UncountedPool } from '../domain/legacy/host-pool.ts';

/** Who is behind load balancers, in the account and Region of the function. */
export interface HostPools {
  /**
   * Of the load balancer with this DNS name, in lower case; undefined if there is none. Throws when it cannot be read.
   */
  behind(dnsName: string): Promise<readonly (HostPool | UncountedPool)[] | undefined>;
}
