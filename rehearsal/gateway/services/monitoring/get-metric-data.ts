import type { XmlValue } from '../../protocol/aws-query.ts';
import {
  invalid,
  optionalInteger,
  optionalString,
  optionalWord,
  requiredTime,
} from '../../protocol/input.ts';
import { pageOf } from '../../protocol/paging.ts';
import type { Operation } from '../../protocol/rpc-service.ts';
import type { GatewayClock } from '../../protocol/types.ts';
import type { MonitoringSource, SourceDatapoint } from '../monitoring-source.ts';
import { PAGE_TOKEN } from './describe-alarms.ts';
import { type MetricQuery, readQueries } from './metric-queries.ts';
import { insightsDatapoints } from './metrics-insights.ts';

const DATAPOINTS_A_CALL = 100_800;
const DAY = 24 * 3600 * 1000;

/** `GetMetricData` for single metrics and Metrics Insights: SPEC.md, "Metrics". */
export function getMetricData(source: MonitoringSource, clock: GatewayClock): Operation {
  return ({ input }) => {
    const start = requiredTime(input, 'StartTime');
    const end = requiredTime(input, 'EndTime');
    if (start >= end) {
      throw invalid('The parameter StartTime must be less than the parameter EndTime.');
    }
    const queries = readQueries(input, source.linkedAccounts?.() ?? []);
    for (const query of queries) checkRetention(query, start, clock.now());
    const order = optionalWord(input, 'ScanBy', ['TimestampDescending', 'TimestampAscending']);
    const points = queries
      .filter((query) => query.returned)
      .flatMap((query) => datapoints(source, query, start, end, order ?? 'TimestampDescending'));
    const size = optionalInteger(input, 'MaxDatapoints', { min: 1, max: DATAPOINTS_A_CALL });
    const token = optionalString(input, 'NextToken', PAGE_TOKEN);
    const page = pageOf(points, size ?? DATAPOINTS_A_CALL, token, { start, end, queries, order });
    const last = page.nextToken === undefined ? undefined : page.items.at(-1)?.query;
    return {
      MetricDataResults: queries
        .filter((query) => query.returned)
        .map((query, index, all) =>
          result(query, page.items, last !== undefined && index >= all.indexOf(last)),
        ),
      NextToken: page.nextToken,
      Messages: [],
    };
  };
}

/** Old data is only kept in coarse periods. */
function checkRetention({ id, periodSeconds }: MetricQuery, start: number, now: number): void {
  const age = now - start;
  const unit = age > 63 * DAY ? 3600 : age > 15 * DAY ? 300 : age > DAY / 8 ? 60 : 1;
  if (periodSeconds % unit !== 0) {
    throw invalid(
      `The period of ${id} is ${periodSeconds} seconds; for this StartTime it must be a multiple of ${unit}.`,
    );
  }
}

interface QueriedPoint extends SourceDatapoint {
  readonly query: MetricQuery;
}

function datapoints(
  source: MonitoringSource,
  query: MetricQuery,
  start: number,
  end: number,
  order: string,
): readonly QueriedPoint[] {
  const period = query.periodSeconds * 1000;
  const aligned = Math.floor(start / period) * period;
  const { reads, periodSeconds } = query;
  const points =
    'insights' in reads
      ? insightsDatapoints(source, reads.insights, { start: aligned, end, periodSeconds })
      : source.query(reads.series, aligned, end, periodSeconds, reads.statistic);
  return points
    .toSorted((a, b) => (order === 'TimestampAscending' ? a.at - b.at : b.at - a.at))
    .map((point) => ({ ...point, query }));
}

function result(query: MetricQuery, page: readonly QueriedPoint[], unfinished: boolean): XmlValue {
  const points = page.filter((point) => point.query === query);
  return {
    Id: query.id,
    Label: query.label,
    Timestamps: points.map(({ at }) => new Date(at)),
    Values: points.map(({ value }) => value),
    StatusCode: unfinished ? 'PartialData' : 'Complete',
  };
}
