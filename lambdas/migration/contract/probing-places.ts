import type { MigrationSettings } from './settings.ts';

/** Where databases are probed: a subnet, with a function of its own. */
export interface ProbingPlace {
  readonly side: 'cluster' | 'legacy';
  /** What its function's name and its state's end with: `1`, `2`, …, `Legacy1`, … */
  readonly ending: string;
  readonly subnetId: string;
  readonly securityGroupIds: readonly string[];
}

/** Of each side. No Region has more Availability Zones. */
export const MOST_PLACES = 6;

/** First the cluster's, then legacy's, to compare with; none without databases. */
export function probingPlaces({
  databases,
  clusterNetwork,
  legacyNetwork,
}: Pick<MigrationSettings, 'databases' | 'clusterNetwork' | 'legacyNetwork'>): readonly ProbingPlace[] {
  if (databases.length === 0) return [];
  const placesOf = (side: ProbingPlace['side'], network: typeof clusterNetwork): readonly ProbingPlace[] =>
    (network?.subnetIds ?? []).slice(0, MOST_PLACES).map((subnetId, index) => ({
      side,
      ending: `${side === 'legacy' ? 'Legacy' : ''}${index + 1}`,
      subnetId,
      securityGroupIds: network?.securityGroupIds ?? [],
    }));
  return [...placesOf('cluster', clusterNetwork), ...placesOf('legacy', legacyNetwork)];
}
