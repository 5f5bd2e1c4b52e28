import type { BalancerTraits } from '../domain/balancer-traits.ts';
import type { Reading } from '../domain/reading.ts';

/** Settings of load balancers of one kind, in the account and Region of the function. */
export interface BalancerDirectory {
  /** By DNS names in lower case; without those that none of this kind has. Throws when they can't be listed. */
  traitsOf(dnsNames: readonly string[]): Promise<ReadonlyMap<string, Reading<BalancerTraits>>>;
}
