import type { DescribedLoadBalancer, MeasuredLoadBalancer } from '../domain/load-balancer.ts';

/** Load balancers of one kind, in the account and Region of the function. */
export interface LoadBalancers {
  /** By DNS name in lower case, as far as they exist; others are left out. Throws when they cannot be listed. */
  find(dnsNames: readonly string[]): Promise<ReadonlyMap<string, MeasuredLoadBalancer>>;
}

export interface LoadBalancerDirectory extends LoadBalancers {
  find(dnsNames: readonly string[]): Promise<ReadonlyMap<string, DescribedLoadBalancer>>;
}
