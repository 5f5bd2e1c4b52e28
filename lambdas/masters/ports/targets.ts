import type { TargetHealth, TargetPlaces } from '../domain/target.ts';

/** The load balancers' lists of targets. All throw `TransientFailure` when they cannot be read now. */
export interface Targets {
  /**
   * Each place where the instance is or should be registered, and its state there: `healthy`, `unhealthy`, `draining`,
   * `unused` (Elastic Load Balancing's words; `unused` when it is not registered).
   */
  health(places: TargetPlaces, instance: string): Promise<readonly TargetHealth[]>;
  /** Takes it out of every place; harmless where it is not. */
  deregister(places: TargetPlaces, instance: string): Promise<void>;
  /** Puts it back into every place; harmless where it is. */
  register(places: TargetPlaces, instance: string): Promise<void>;
}
