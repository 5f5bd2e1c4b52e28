/** An ALB, NLB or classic ELB in front of the cluster's ingress. */
export interface LoadBalancerTarget {
  /** Its own DNS name, as AWS shows it. With a token, give `hostedZoneId` and `family` too. */
  readonly loadBalancer: string;
  /**
   * The hosted zone of the load balancer's DNS name (its `CanonicalHostedZoneId`).
   * @default known from the region and the form of the DNS name
   */
  readonly hostedZoneId?: string;
  /**
   * Which kind of load balancer a token stands for.
   * @default known from the form of the DNS name
   */
  readonly family?: 'network' | 'application-or-classic';
  /**
   * If no target behind the load balancer is healthy, its share of the traffic goes to legacy.
   * @default true
   */
  readonly evaluateTargetHealth?: boolean;
  readonly ipv4?: never;
  readonly ipv6?: never;
}

/** Public addresses, where the cluster is not behind a load balancer of AWS. */
export interface AddressTarget {
  /** For A records; at most 100. */
  readonly ipv4?: readonly string[];
  /** For AAAA records; at most 100. */
  readonly ipv6?: readonly string[];
  readonly loadBalancer?: never;
}
