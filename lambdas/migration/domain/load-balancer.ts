import type { RequestMetric } from '../contract/request-metric.ts';
import type { Unit } from './counted.ts';

/** A load balancer that exists, and the metric that counts what it serves. */
export interface MeasuredLoadBalancer {
  readonly metric: RequestMetric;
  readonly unit: Unit;
}

/** The same load balancer as a record's target. */
export interface DescribedLoadBalancer extends MeasuredLoadBalancer {
  /** The hosted zone of its DNS name, which an alias must give. */
  readonly hostedZoneId: string;
  /** `active`, `provisioning`, `active_impaired`, `failed`; classic ones, which have no state, are `active`. */
  readonly state: string;
  readonly internetFacing: boolean;
  /** Which kinds of address its DNS name answers with. */
  readonly answers: { readonly ipv4: boolean; readonly ipv6: boolean };
}
