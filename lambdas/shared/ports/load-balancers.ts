import type { RequestMetric } from '../contract/settings.ts';
import type { Unit } from '../domain/counted.ts';

/** A load balancer that exists, and the metric that counts what it serves. */
export interface MeasuredLoadBalancer {
  readonly metric: RequestMetric;
  readonly unit: Unit;
}

/** Load balancers of one kind, in the account and Region of the function. */
export interface LoadBalancers {
  /** By DNS name in lower case, as far as they exist; others are left out. Throws when they cannot be listed. */
  find(dnsNames: readonly string[]): Promise<ReadonlyMap<string, MeasuredLoadBalancer>>;
}
