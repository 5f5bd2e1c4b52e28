import { type CloudWatchClient, paginateGetMetricData } from '@aws-sdk/client-cloudwatch';
import type { LoadMetric } from '../domain/balancer-load.ts';
import type { BalancerPeaks } from '../ports/balancer-peaks.ts';
import { floorTo } from './cloudwatch-sums.ts';
import { requireRead } from './metric-data.ts';
import { sdkMetric } from './metric-points.ts';

export class CloudWatchPeaks implements BalancerPeaks {
  readonly #client: CloudWatchClient;

  constructor(client: CloudWatchClient) {
    this.#client = client;
  }

  /** In whole periods: what one is over of has taken less than it will. */
  async highest(
    { metric, periodSeconds, perUnit }: LoadMetric,
    from: string,
    until: string,
  ): Promise<number | undefined> {
    const query = { Metric: sdkMetric(metric), Period: periodSeconds, Stat: 'Sum' };
    const window = {
      StartTime: floorTo(Date.parse(from), periodSeconds),
      EndTime: floorTo(Date.parse(until), periodSeconds),
    };
    const queries = { MetricDataQueries: [{ Id: 'load', MetricStat: query }], ...window };
    let highest: number | undefined;
    for await (const page of paginateGetMetricData({ client: this.#client }, queries)) {
      for (const { StatusCode, Values = [] } of page.MetricDataResults ?? []) {
        requireRead(StatusCode, page.NextToken, metric.metricName);
        for (const sum of Values) highest = Math.max(highest ?? 0, sum);
      }
    }
    return highest === undefined ? undefined : highest / perUnit;
  }
}
