import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { RequestMetric } from '../contract/request-metric.ts';
import type { Series, SeriesQuery } from '../domain/compare/periods.ts';
import type { Reading } from '../domain/reading.ts';
import { readPoints } from './metric-points.ts';

/** By one call for each kind of period, up to 500 queries. */
export class CloudWatchSeries {
  readonly #client: CloudWatchClient;

  constructor(client: CloudWatchClient) {
    this.#client = client;
  }

  async read(queries: readonly SeriesQuery<RequestMetric>[]): Promise<readonly Reading<Series>[]> {
    const found = new Map<SeriesQuery<RequestMetric>, Reading<Series>>();
    const groups = Map.groupBy(queries, ({ periods }) => Object.values(periods).join());
    for (const group of groups.values()) {
      const readings = await this.#readGroup(group);
      for (const [i, query] of group.entries()) found.set(query, readings[i] ?? NOT_ASKED);
    }
    return queries.map((query) => found.get(query) ?? NOT_ASKED);
  }

  /** @param queries of the same periods */
  async #readGroup(queries: readonly SeriesQuery<RequestMetric>[]): Promise<readonly Reading<Series>[]> {
    const periods = queries[0]?.periods;
    if (!periods || periods.until <= periods.from)
      return queries.map(() => ({ known: true, value: new Map() }));
    return readPoints(this.#client, queries, periods);
  }
}

const NOT_ASKED: Reading<Series> = { known: false, why: 'CloudWatch was not queried' };
