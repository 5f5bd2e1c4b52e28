import type { BalancerTraits } from '../domain/balancer-traits.ts';

/** Settings of load balancers of one kind, in the account and Region of the function. */
export interface BalancerDirectory {
  /** By DNS name in lower case; undefined where there is none of this kind. Throws when it can't be read. */
  traitsOf(dnsName: string): Promise<BalancerTraits | undefined>;
}
