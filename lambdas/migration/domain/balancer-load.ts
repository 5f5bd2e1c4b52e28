/** What load balancers take, in load balancer capacity units (LCU). */
import type { RequestMetric } from '../contract/request-metric.ts';
import type { BalancerTraits } from './balancer-traits.ts';

/** A metric whose sum over a period gives units. */
export interface LoadMetric {
  readonly metric: RequestMetric;
  readonly periodSeconds: 60 | 3600;
  /** How much of its sum is one unit. */
  readonly perUnit: number;
}

type Family = BalancerTraits['family'];
type Load = Omit<LoadMetric, 'metric'> & { readonly metricName: string };

const NAMESPACES: Readonly<Record<Family, readonly [namespace: string, dimension: string]>> = {
  application: ['AWS/ApplicationELB', 'LoadBalancer'],
  network: ['AWS/NetworkELB', 'LoadBalancer'],
  classic: ['AWS/ELB', 'LoadBalancerName'],
};

/** A unit is 2.2 Mbit/s. Source: "Capacity reservations for your Network Load Balancer". */
const BYTES_A_MINUTE = (2_200_000 / 8) * 60;

const inBytes = (metricName: string): Load => ({ metricName, periodSeconds: 60, perUnit: BYTES_A_MINUTE });

/** All that a network load balancer can have reserved is throughput. Source: the same. */
const BYTES: Readonly<Record<Family, Load>> = {
  application: inBytes('ProcessedBytes'),
  network: inBytes('ProcessedBytes'),
  classic: inBytes('EstimatedProcessedBytes'),
};

/**
 * What an application load balancer would need. Sources: "Capacity reservations for your Application Load Balancer" (the sum of a
 * minute); the CloudWatch metrics of classic load balancers (units are paid for by the hour).
 */
const UNITS: Readonly<Record<Family, Load>> = {
  application: { metricName: 'PeakLCUs', periodSeconds: 60, perUnit: 1 },
  network: inBytes('ProcessedBytes'),
  classic: { metricName: 'EstimatedALBConsumedLCUs', periodSeconds: 3600, perUnit: 1 },
};

/** By what the load of `legacy` is measured, for a cluster behind a load balancer of this family. */
export function loadMetric(
  cluster: Family,
  legacy: Pick<BalancerTraits, 'family' | 'metricsId'>,
): LoadMetric {
  const [namespace, dimension] = NAMESPACES[legacy.family];
  const { metricName, ...load } = (cluster === 'network' ? BYTES : UNITS)[legacy.family];
  return { ...load, metric: { namespace, metricName, dimensions: { [dimension]: legacy.metricsId } } };
}
