import type {
  SeenFront,
  SeenGroup,
  SeenInstance,
  SeenTarget,
  SeenVolume,
} from '../domain/kops/seen-cluster.ts';

/** What AWS has of one kops cluster. All throw when it can't be read. */
export interface KopsCluster {
  groups(): Promise<readonly SeenGroup[]>;
  /** All that run, whoever launched them. */
  instances(): Promise<readonly SeenInstance[]>;
  etcdVolumes(): Promise<readonly SeenVolume[]>;
  /** Who is registered there; of a place that is gone, nobody. */
  targets(places: TargetPlaces): Promise<readonly SeenTarget[]>;
  /** The load balancers that send clients there; none of a place that is gone. */
  fronts(places: TargetPlaces): Promise<readonly SeenFront[]>;
}

export interface TargetPlaces {
  readonly targetGroupArns: readonly string[];
  /** Names of classic load balancers. */
  readonly loadBalancers: readonly string[];
}
