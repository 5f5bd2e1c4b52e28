import type { DataPlaneSettings } from '../../contract/data-plane.ts';

/** How DNS leaves the cluster by itself. */
export interface DataPlanePlan {
  /** Health checks of Route 53, with the latch and the one over all of them. */
  readonly checks: number;
  /** How long resolvers may hold an answer, seconds. */
  readonly ttlSeconds: number;
}

export function planOf(
  dataPlane: DataPlaneSettings | undefined,
  ttlSeconds: number,
): { readonly dataPlane?: DataPlanePlan } {
  return dataPlane ? { dataPlane: { checks: dataPlane.alarms.length + 2, ttlSeconds } } : {};
}
