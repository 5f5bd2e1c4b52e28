import {
  type CloudWatchClient,
  type MetricDataQuery,
  paginateGetMetricData,
} from '@aws-sdk/client-cloudwatch';
import { instant } from '../../shared/domain/time.ts';
import type { RequestMetric } from '../contract/request-metric.ts';
import type { HourlyLoad, PoolMetrics } from '../domain/legacy/host-pool.ts';
import type { HostLoads } from '../ports/host-loads.ts';
import { floorTo } from './cloudwatch-sums.ts';
import { requireRead } from './metric-data.ts';
import { sdkMetric } from './metric-points.ts';

/** CloudWatch keeps datapoints of an hour for 455 days. Source: GetMetricData's `StartTime`. */
const HOUR_SECONDS = 3600;
const REQUESTS = 'requests';

/** Values by the time at which their hour began, epoch milliseconds. */
type ByHour = ReadonlyMap<number, number>;

export class CloudWatchHostLoads implements HostLoads {
  readonly #client: CloudWatchClient;

  constructor(client: CloudWatchClient) {
    this.#client = client;
  }

  /** A zone without a datapoint had no host: as soon as one host is registered, there is one. */
  async hourly(
    { requests, healthyHosts }: PoolMetrics,
    from: string,
    until: string,
  ): Promise<readonly HourlyLoad[]> {
    if (!requests) return [];
    const queries = [
      query(REQUESTS, requests, 'Sum'),
      ...healthyHosts.map((metric, i) => query(`hosts${i}`, metric, 'Average')),
    ];
    const values = await this.#read(queries, from, until);
    const hosts = healthyHosts.map((_, i) => values.get(`hosts${i}`) ?? new Map<number, number>());
    return [...(values.get(REQUESTS) ?? [])].flatMap(([at, sum]) => {
      const healthy = hosts.reduce((all, zone) => all + (zone.get(at) ?? 0), 0);
      return sum > 0 && healthy > 0 ? [{ from: instant(at), requests: sum, hosts: healthy }] : [];
    });
  }

  async #read(queries: MetricDataQuery[], from: string, until: string): Promise<ReadonlyMap<string, ByHour>> {
    const found = new Map<string, Map<number, number>>();
    // Whole hours: what one is over of carries less than it will.
    const window = { StartTime: hourOf(from), EndTime: hourOf(until) };
    const pages = paginateGetMetricData({ client: this.#client }, { MetricDataQueries: queries, ...window });
    for await (const { MetricDataResults = [], NextToken } of pages) {
      for (const { Id = '', Timestamps = [], Values = [], StatusCode } of MetricDataResults) {
        requireRead(StatusCode, NextToken, Id);
        const hours = found.get(Id) ?? new Map<number, number>();
        for (const [i, at] of Timestamps.entries()) hours.set(at.getTime(), Values[i] ?? 0);
        found.set(Id, hours);
      }
    }
    return found;
  }
}

function query(Id: string, metric: RequestMetric, Stat: 'Sum' | 'Average'): MetricDataQuery {
  return { Id, MetricStat: { Metric: sdkMetric(metric), Period: HOUR_SECONDS, Stat } };
}

function hourOf(at: string): Date {
  return floorTo(Date.parse(at), HOUR_SECONDS);
}
