import { cloudWatch } from '../adapters/cloudwatch-client.ts';
import { publishRunMetrics } from '../adapters/cloudwatch-run-metrics.ts';
import { CloudWatchSeries } from '../adapters/cloudwatch-series.ts';
import { CloudWatchTraffic } from '../adapters/cloudwatch-traffic.ts';
import { loadBalancers } from '../adapters/load-balancers.ts';
import type { RunShown } from '../ports/run-shown.ts';

const series = new CloudWatchSeries(cloudWatch);

/** @param now epoch milliseconds */
export function openRunShown(migration: string, region: string, now: () => number): RunShown {
  const traffic = new CloudWatchTraffic({ cloudWatch, loadBalancers, region, now });
  return {
    measurable: (sources) => traffic.measurable(sources),
    read: (queries) => series.read(queries),
    publish: (data) => publishRunMetrics(cloudWatch, migration, data),
  };
}
