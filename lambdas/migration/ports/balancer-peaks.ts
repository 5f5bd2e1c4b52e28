import type { LoadMetric } from '../domain/balancer-load.ts';

export interface BalancerPeaks {
  /**
   * The most units (LCU) that one period took, with `from` ≤ period < `until` (ISO 8601); undefined without any data. Throws when
   * it cannot be read.
   */
  highest(load: LoadMetric, from: string, until: string): Promise<number | undefined>;
}
