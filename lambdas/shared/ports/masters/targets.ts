/** The load balancers' lists of targets. All throw `TransientFailure` when they cannot be asked for now. */
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

/** Of one Auto Scaling group. */
export interface TargetPlaces {
  readonly targetGroupArns: readonly string[];
  /** Names of classic load balancers. */
  readonly loadBalancers: readonly string[];
}

export interface TargetHealth {
  /** The target group's ARN or the classic load balancer's name. */
  readonly place: string;
  readonly state: string;
  /** '' when it says nothing. */
  readonly reason: string;
}
