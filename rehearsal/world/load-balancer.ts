import type { MetricId, Unit } from './metrics.ts';
import { counter, gauge, type Observations, timings } from './observations.ts';

/** How the platform behind a load balancer does under a load. */
export interface Health {
  /** Part of the requests that fail with a 5xx (0–1). */
  readonly failing: number;
  /** Mean response time, seconds. */
  readonly latencySeconds: number;
}

/** @param load requests per minute @param at the minute, epoch milliseconds */
export type HealthModel = (load: number, at: number) => Health;

/** The healthy hosts of one target group; a classic load balancer has all of its own together. */
export interface HealthyHosts {
  /** `targetgroup/<name>/<id>`: the metrics' dimension. '' of a classic load balancer. */
  readonly targetGroup: string;
  readonly byZone: ReadonlyMap<string, number>;
}

export type LoadBalancerFamily = 'classic' | 'application' | 'network';

/** A load balancer of the rehearsed account, as the world sees it. */
export interface LoadBalancer {
  /** `name` of a classic one; `app/<name>/<id>` or `net/<name>/<id>` of the others: the metrics' dimension. */
  readonly id: string;
  readonly family: LoadBalancerFamily;
  /** Lower case, dot-terminated. */
  readonly dnsName: string;
  readonly ipv4: readonly string[];
  readonly ipv6: readonly string[];
  readonly zones: readonly string[];
  /** Who could serve now. */
  readonly hosts: () => readonly HealthyHosts[];
  readonly health: HealthModel;
}

/** What one minute's requests came to. */
export interface Served {
  readonly requests: number;
  readonly failed: number;
  readonly latencySeconds: number;
  /** How far its response times lie from their distribution: −1 to 1. */
  readonly luck: number;
}

/** A platform that takes any load that a shop has. */
export function steady(failing = 0.0002, latencySeconds = 0.08): HealthModel {
  return () => ({ failing, latencySeconds });
}

/** A platform that fails a part of its requests, and slowly, once its load is above `requestsPerMinute`. */
export function failingAbove(requestsPerMinute: number, failing: number): HealthModel {
  const well = steady();
  return (load, at) => (load > requestsPerMinute ? { failing, latencySeconds: 2.5 } : well(load, at));
}

/** A platform that fails a part of its requests from one moment until another, and is slow, as slow as `latencySeconds`. */
export function failingBetween(
  from: number,
  until: number,
  failing: number,
  latencySeconds = 2.5,
): HealthModel {
  const well = steady();
  return (load, at) => (at >= from && at < until ? { failing, latencySeconds } : well(load, at));
}

interface MetricNames {
  readonly namespace: string;
  readonly dimension: string;
  readonly requests: string;
  readonly failed?: string;
  readonly latency?: string;
  readonly healthyHosts: string;
  /** By which its capacity is planned, and how much of it a minute's requests make. */
  readonly load: string;
  readonly loadUnit: Unit;
  readonly loadOf: (requests: number) => number;
}

/** A load balancer capacity unit (LCU) takes 25 new connections a second; each request is one. Source: ELB's pricing. */
const UNIT_A_MINUTE = 25 * 60;
const BYTES_A_REQUEST = 20_000;

/** Names as CloudWatch has them. A network load balancer sees connections, not HTTP. */
const METRIC_NAMES: Readonly<Record<LoadBalancerFamily, MetricNames>> = {
  classic: {
    namespace: 'AWS/ELB',
    dimension: 'LoadBalancerName',
    requests: 'RequestCount',
    failed: 'HTTPCode_Backend_5XX',
    latency: 'Latency',
    healthyHosts: 'HealthyHostCount',
    load: 'EstimatedALBConsumedLCUs',
    loadUnit: 'Count',
    // By the hour.
    loadOf: (requests) => requests / UNIT_A_MINUTE / 60,
  },
  application: {
    namespace: 'AWS/ApplicationELB',
    dimension: 'LoadBalancer',
    requests: 'RequestCount',
    failed: 'HTTPCode_Target_5XX_Count',
    latency: 'TargetResponseTime',
    healthyHosts: 'HealthyHostCount',
    load: 'PeakLCUs',
    loadUnit: 'Count',
    loadOf: (requests) => requests / UNIT_A_MINUTE,
  },
  network: {
    namespace: 'AWS/NetworkELB',
    dimension: 'LoadBalancer',
    requests: 'NewFlowCount',
    healthyHosts: 'HealthyHostCount',
    load: 'ProcessedBytes',
    loadUnit: 'Bytes',
    loadOf: (requests) => requests * BYTES_A_REQUEST,
  },
};

/** The metric of a load balancer that has this role. @throws when its family has none. */
export function metricOf(
  balancer: Pick<LoadBalancer, 'id' | 'family'>,
  role: 'requests' | 'failed' | 'latency' | 'healthyHosts' | 'load',
): MetricId {
  const names = METRIC_NAMES[balancer.family];
  const metricName = names[role];
  if (metricName === undefined)
    throw new Error(`a ${balancer.family} load balancer has no metric for ${role}`);
  return { namespace: names.namespace, metricName, dimensions: { [names.dimension]: balancer.id } };
}

/** Serves one minute's requests. Failures are whole requests, drawn by `arrivals` so that small parts show too. */
export function serve(
  balancer: LoadBalancer,
  requests: number,
  at: number,
  failures: (mean: number) => number,
  luck: number,
): Served {
  const { failing, latencySeconds } = balancer.health(requests, at);
  return { requests, failed: Math.min(requests, failures(requests * failing)), latencySeconds, luck };
}

/**
 * What CloudWatch gets of a minute. Load balancers report only what is not zero: no requests, no request count;
 * no errors, no error count.
 */
export function observationsOf(balancer: LoadBalancer, served: Served): [MetricId, Observations, Unit][] {
  const pools = balancer.hosts();
  const observations = pools.flatMap((pool) => hostCounts(balancer, pool));
  if (served.requests === 0) return observations;
  observations.push([metricOf(balancer, 'requests'), counter(served.requests), 'Count']);
  observations.push(loadObserved(balancer, served.requests));
  for (const { targetGroup } of balancer.family === 'application' ? pools : [])
    observations.push([
      within(metricOf(balancer, 'requests'), { TargetGroup: targetGroup }),
      counter(served.requests / pools.length),
      'Count',
    ]);
  if (balancer.family === 'network') return observations;
  if (served.failed > 0) observations.push([metricOf(balancer, 'failed'), counter(served.failed), 'Count']);
  const answered = [{ count: served.requests, meanSeconds: served.latencySeconds }];
  observations.push([metricOf(balancer, 'latency'), timings(answered, served.luck), 'Seconds']);
  return observations;
}

function loadObserved(balancer: LoadBalancer, requests: number): [MetricId, Observations, Unit] {
  const { loadOf, loadUnit } = METRIC_NAMES[balancer.family];
  return [metricOf(balancer, 'load'), gauge(loadOf(requests)), loadUnit];
}

/** All of a pool's together, and those of each zone. */
function hostCounts(
  balancer: LoadBalancer,
  { targetGroup, byZone }: HealthyHosts,
): [MetricId, Observations, Unit][] {
  const all = within(
    metricOf(balancer, 'healthyHosts'),
    targetGroup === '' ? {} : { TargetGroup: targetGroup },
  );
  const sum = [...byZone.values()].reduce((total, hosts) => total + hosts, 0);
  return [
    [all, gauge(sum), 'Count'],
    ...[...byZone].map(([AvailabilityZone, hosts]): [MetricId, Observations, Unit] => [
      within(all, { AvailabilityZone }),
      gauge(hosts),
      'Count',
    ]),
  ];
}

function within(metric: MetricId, dimensions: MetricId['dimensions']): MetricId {
  return { ...metric, dimensions: { ...metric.dimensions, ...dimensions } };
}
