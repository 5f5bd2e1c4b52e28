import { classicElb } from '../../shared/adapters/classic-elb-client.ts';
import { elbv2 } from '../../shared/adapters/elbv2-client.ts';
import { ClassicLoadBalancers } from '../adapters/classic-load-balancers.ts';
import { cloudWatch } from '../adapters/cloudwatch-client.ts';
import { publishRunMetrics } from '../adapters/cloudwatch-run-metrics.ts';
import { CloudWatchSeries } from '../adapters/cloudwatch-series.ts';
import { CloudWatchTraffic } from '../adapters/cloudwatch-traffic.ts';
import { Elbv2LoadBalancers } from '../adapters/elbv2-load-balancers.ts';
import type { RunShown } from '../ports/run-shown.ts';

// Made once for each execution environment, as the clients in them are.
const series = new CloudWatchSeries(cloudWatch);
const loadBalancers = [new Elbv2LoadBalancers(elbv2), new ClassicLoadBalancers(classicElb)];

/** @param now epoch milliseconds */
export function openRunShown(migration: string, region: string, now: () => number): RunShown {
  const traffic = new CloudWatchTraffic({ cloudWatch, loadBalancers, region, now });
  return {
    measurable: (sources) => traffic.measurable(sources),
    read: (queries) => series.read(queries),
    publish: (data) => publishRunMetrics(cloudWatch, migration, data),
  };
}
