import type { BalancerTraits, Reservation } from '../domain/balancer-traits.ts';
import type { Reading } from '../domain/reading.ts';

/** Settings of load balancers of one kind, in the account and Region of the function. */
export interface BalancerDirectory {
  /** By DNS names in lower case; without those that none of this kind has. Throws when they can't be listed. */
  traitsOf(dnsNames: readonly string[]): Promise<ReadonlyMap<string, Reading<BalancerTraits>>>;
}

export interface Reservations {
  /** Of the load balancer with this DNS name, in lower case; undefined if nothing can be reserved for it. Throws when it cannot be read. */
  reservedFor(dnsName: string): Promise<Reservation | undefined>;
}
