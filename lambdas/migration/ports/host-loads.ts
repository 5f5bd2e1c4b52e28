import type { HourlyLoad, PoolMetrics } from '../domain/legacy/host-pool.ts';

export interface HostLoads {
  /**
   * What hosts carried, hour by hour, with `from` ≤ hour < `until` (ISO 8601). Hours without requests, and those in which
   * nobody counted the hosts, are left out. Throws when it cannot be read.
   */
  hourly(metrics: PoolMetrics, from: string, until: string): Promise<readonly HourlyLoad[]>;
}
