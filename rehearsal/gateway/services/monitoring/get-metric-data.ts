import type { XmlValue } from '../../protocol/aws-query.ts';
import {
  invalid,
  list,
  optionalBoolean,
  optionalInteger,
  optionalString,
  optionalWord,
  requiredString,
  requiredTime,
  structure,
} from '../../protocol/input.ts';
import { pageOf } from '../../protocol/paging.ts';
import { type Operation, ServiceFault } from '../../protocol/rpc-service.ts';
import type { GatewayClock } from '../../protocol/types.ts';
import {
  EXTENDED_STATISTIC,
  type MonitoringSource,
  type SourceDatapoint,
  type SourceMetric,
  STATISTICS,
} from '../monitoring-source.ts';
import { PAGE_TOKEN } from './describe-alarms.ts';

const QUERIES_A_CALL = 500;
const DATAPOINTS_A_CALL = 100_800;
const DIMENSIONS = 30;
const NAME = { min: 1, max: 255 };
const HIGH_RESOLUTION = [1, 5, 10, 20, 30];
const DAY = 24 * 3600 * 1000;

interface MetricQuery {
  readonly id: string;
  readonly label: string;
  readonly returned: boolean;
  readonly metric: SourceMetric;
  readonly periodSeconds: number;
  readonly statistic: string;
}

/** `GetMetricData` for single metrics: SPEC.md, "Metrics". */
export function getMetricData(source: MonitoringSource, clock: GatewayClock): Operation {
  return ({ input }) => {
    const start = requiredTime(input, 'StartTime');
    const end = requiredTime(input, 'EndTime');
    if (start >= end) {
      throw invalid('The parameter StartTime must be less than the parameter EndTime.');
    }
    const queries = readQueries(input);
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

function readQueries(input: Readonly<Record<string, unknown>>): readonly MetricQuery[] {
  const queries = list(input, 'MetricDataQueries', QUERIES_A_CALL).map(readQuery);
  if (queries.length === 0) throw invalid('The parameter MetricDataQueries is required.');
  const ids = queries.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) {
    throw invalid(`The values for parameter id in MetricDataQueries are not unique: ${twice}.`);
  }
  if (!queries.some(({ returned }) => returned)) {
    throw invalid('At least one MetricDataQueries element must have ReturnData true.');
  }
  return queries;
}

function readQuery(value: unknown): MetricQuery {
  const query = structure(value, 'MetricDataQueries');
  const id = requiredString(query, 'Id', NAME);
  if (!/^[a-z][a-zA-Z0-9_]*$/.test(id)) {
    throw invalid(`The value ${id} for parameter MetricDataQueries.Id must start with a lower-case letter.`);
  }
  if (query.Expression !== undefined) {
    throw new ServiceFault('NotImplemented', `The rehearsal evaluates no expressions (${id}).`, {
      status: 501,
    });
  }
  const stat = structure(query.MetricStat, 'MetricStat');
  const statistic = requiredString(stat, 'Stat', NAME);
  if (!STATISTICS.some((name) => name === statistic) && !EXTENDED_STATISTIC.test(statistic)) {
    throw invalid(`The value ${statistic} for parameter MetricDataQueries.MetricStat.Stat is not supported.`);
  }
  const metric = readMetric(stat.Metric);
  return {
    id,
    label: optionalString(query, 'Label', { min: 0, max: 2048 }) ?? metric.metricName,
    returned: optionalBoolean(query, 'ReturnData') ?? true,
    metric,
    periodSeconds: readPeriod(stat),
    statistic,
  };
}

function readMetric(value: unknown): SourceMetric {
  const metric = structure(value, 'Metric');
  const dimensions = list(metric, 'Dimensions', DIMENSIONS).map((item) => {
    const dimension = structure(item, 'Dimensions');
    return [
      requiredString(dimension, 'Name', NAME),
      requiredString(dimension, 'Value', { min: 1, max: 1024 }),
    ] as const;
  });
  return {
    namespace: requiredString(metric, 'Namespace', NAME),
    metricName: requiredString(metric, 'MetricName', NAME),
    dimensions: Object.fromEntries(dimensions),
  };
}

function readPeriod(stat: Readonly<Record<string, unknown>>): number {
  const period = optionalInteger(stat, 'Period', { min: 1, max: 86_400 * 365 });
  if (period === undefined) throw invalid('The parameter MetricDataQueries.MetricStat.Period is required.');
  if (period % 60 !== 0 && !HIGH_RESOLUTION.includes(period)) {
    throw invalid(
      `The parameter MetricDataQueries.MetricStat.Period is ${period}: it must be 1, 5, 10, 20, 30 or a multiple of 60.`,
    );
  }
  return period;
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
  return source
    .query(query.metric, aligned, end, query.periodSeconds, query.statistic)
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
