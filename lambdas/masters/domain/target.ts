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

export interface TaggedPlace {
  readonly kind: 'target group' | 'classic load balancer';
  /** The target group's ARN or the classic load balancer's name. */
  readonly place: string;
  readonly tags: Readonly<Record<string, string>>;
}
