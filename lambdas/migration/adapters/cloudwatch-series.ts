import {
  type CloudWatchClient,
  type MetricDataQuery,
  paginateGetMetricData,
} from '@aws-sdk/client-cloudwatch';
import type { Periods, Series, SeriesQuery } from '../domain/compare/periods.ts';
import { type Reading, whyNotKnown } from '../domain/reading.ts';
import type { MetricSeries } from '../ports/metric-series.ts';
import { QUERIES_A_CALL, sdkMetric } from './cloudwatch-sums.ts';

/** By one call for each kind of period, up to 500 queries. */
export class CloudWatchSeries implements MetricSeries {
  readonly #client: CloudWatchClient;

  constructor(client: CloudWatchClient) {
    this.#client = client;
  }

  async read(queries: readonly SeriesQuery[]): Promise<readonly Reading<Series>[]> {
    const found = new Map<SeriesQuery, Reading<Series>>();
    const groups = Map.groupBy(queries, ({ periods }) => Object.values(periods).join());
    for (const group of groups.values())
      for (let i = 0; i < group.length; i += QUERIES_A_CALL) {
        const some = group.slice(i, i + QUERIES_A_CALL);
        const readings = await this.#readSome(some);
        for (const [j, query] of some.entries()) found.set(query, readings[j] ?? NOT_ASKED);
      }
    return queries.map((query) => found.get(query) ?? NOT_ASKED);
  }

  async #readSome(queries: readonly SeriesQuery[]): Promise<readonly Reading<Series>[]> {
    const periods = queries[0]?.periods;
    if (!periods || periods.until <= periods.from)
      return queries.map(() => ({ known: true, value: new Map() }));
    try {
      return await this.#ask(queries, periods);
    } catch (error) {
      return queries.map(() => ({ known: false, why: `CloudWatch GetMetricData: ${whyNotKnown(error)}` }));
    }
  }

  async #ask(
    queries: readonly SeriesQuery[],
    { from, until, seconds }: Periods,
  ): Promise<readonly Reading<Series>[]> {
    const MetricDataQueries = queries.map(
      ({ metric, statistic }, i): MetricDataQuery => ({
        Id: `m${i}`,
        MetricStat: { Metric: sdkMetric(metric), Period: seconds, Stat: statistic },
      }),
    );
    const window = { StartTime: new Date(from), EndTime: new Date(until) };
    const series = queries.map(() => new Map<number, number>());
    const statuses = new Map<string, string>();
    for await (const page of paginateGetMetricData(
      { client: this.#client },
      { MetricDataQueries, ...window },
    ))
      for (const {
        Id = '',
        Timestamps = [],
        Values = [],
        StatusCode = 'missing',
      } of page.MetricDataResults ?? []) {
        statuses.set(Id, StatusCode);
        const points = series[Number(Id.slice(1))];
        for (const [i, value] of Values.entries()) {
          const at = Timestamps[i];
          if (at) points?.set(at.getTime(), value);
        }
      }
    return series.map((value, i) => {
      // One other than Complete on the last page says that datapoints are missing.
      const status = statuses.get(`m${i}`) ?? 'missing';
      if (status === 'Complete') return { known: true, value };
      return { known: false, why: `CloudWatch's answer has the status ${status}` };
    });
  }
}

const NOT_ASKED: Reading<Series> = { known: false, why: 'CloudWatch was not queried' };
