/** Who serves what legacy's load balancers are sent. */

import type { RequestMetric } from '../../contract/request-metric.ts';
import type { Unit } from '../counted.ts';

export interface Host {
  /** Of an instance; of other targets the address. */
  readonly id: string;
  readonly zone: string;
  readonly isHealthy: boolean;
}

/** The instances of a classic load balancer, or the targets of a target group. */
export interface HostPool {
  /** Of the target group; '' for the one pool of a classic load balancer. */
  readonly name: string;
  /** In which its load balancer takes requests. */
  readonly zones: readonly string[];
  readonly hosts: readonly Host[];
  /** Where they are registered: the name of a classic load balancer, or the ARN of a target group. */
  readonly registeredAt: string;
  readonly metrics: PoolMetrics;
}

/** A target group whose targets are no hosts that could be counted. */
export interface UncountedPool {
  readonly name: string;
  /** What is there, as the end of a sentence: `its target is the Lambda function shop`. */
  readonly uncounted: string;
}

export function isCounted(pool: HostPool | UncountedPool): pool is HostPool {
  return !('uncounted' in pool);
}

export interface PoolMetrics {
  /** What its hosts are sent; undefined if nothing counts that for them alone. */
  readonly requests: RequestMetric | undefined;
  readonly unit: Unit;
  /** How many of its hosts are healthy in each zone: the sum is all. */
  readonly healthyHosts: readonly RequestMetric[];
}

/** What a pool carried in one hour. */
export interface HourlyLoad {
  /** When the hour began, ISO 8601. */
  readonly from: string;
  readonly requests: number;
  /** Healthy ones, on average. */
  readonly hosts: number;
}

/** The hour with the most requests; undefined without an hour. */
export function busiest(hours: readonly HourlyLoad[]): HourlyLoad | undefined {
  return hours.reduce<HourlyLoad | undefined>(
    (most, hour) => (most && most.requests >= hour.requests ? most : hour),
    undefined,
  );
}
