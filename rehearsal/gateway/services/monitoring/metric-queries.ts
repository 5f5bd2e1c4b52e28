/** Reads the queries of GetMetricData: SPEC.md, "Metrics". */

import {
  invalid,
  list,
  optionalBoolean,
  optionalInteger,
  optionalString,
  optionalWord,
  requiredString,
  structure,
} from '../../protocol/input.ts';
import { ServiceFault } from '../../protocol/rpc-service.ts';
import { EXTENDED_STATISTIC, type SourceSeries, STATISTICS } from '../monitoring-source.ts';
import { type InsightsQuery, readInsightsQuery } from './metrics-insights.ts';

const QUERIES_A_CALL = 500;
const DIMENSIONS = 30;
export const NAME = { min: 1, max: 255 };
const ACCOUNT_ID = { min: 1, max: 255 };
const EXPRESSION = { min: 1, max: 2048 };
const HIGH_RESOLUTION = [1, 5, 10, 20, 30];
/** `StandardUnit`. */
const SIZES = ['Bytes', 'Kilobytes', 'Megabytes', 'Gigabytes', 'Terabytes'];
const AMOUNTS = [...SIZES, 'Bits', 'Kilobits', 'Megabits', 'Gigabits', 'Terabits', 'Count'];
export const UNITS = [
  ...['Seconds', 'Microseconds', 'Milliseconds', 'Percent', 'None'],
  ...AMOUNTS.flatMap((amount) => [amount, `${amount}/Second`]),
];

type Input = Readonly<Record<string, unknown>>;

export interface MetricQuery {
  readonly id: string;
  readonly label: string;
  readonly returned: boolean;
  readonly reads:
    | { readonly series: SourceSeries; readonly statistic: string }
    | { readonly insights: InsightsQuery };
  readonly periodSeconds: number;
}

/** @param linked accounts whose metrics may be read */
export function readQueries(input: Input, linked: readonly string[]): readonly MetricQuery[] {
  const queries = list(input, 'MetricDataQueries', QUERIES_A_CALL).map((each) => readQuery(each, linked));
  if (queries.length === 0) throw invalid('The parameter MetricDataQueries is required.');
  const ids = queries.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) {
    throw invalid(`The values for parameter id in MetricDataQueries are not unique: ${twice}.`);
  }
  if (!queries.some(({ returned }) => returned)) {
    throw invalid('At least one MetricDataQueries element must have ReturnData true.');
  }
  if (queries.filter(({ reads }) => 'insights' in reads).length > 1) {
    throw invalid('MetricDataQueries may have one Metrics Insights query only.');
  }
  return queries;
}

function readQuery(value: unknown, linked: readonly string[]): MetricQuery {
  const query = structure(value, 'MetricDataQueries');
  const id = requiredString(query, 'Id', NAME);
  if (!/^[a-z][a-zA-Z0-9_]*$/.test(id)) {
    throw invalid(`The value ${id} for parameter MetricDataQueries.Id must start with a lower-case letter.`);
  }
  const account = readAccount(query, linked);
  const label = optionalString(query, 'Label', { min: 0, max: 2048 });
  const common = { id, returned: optionalBoolean(query, 'ReturnData') ?? true };
  const expression = optionalString(query, 'Expression', EXPRESSION);
  if (expression !== undefined) {
    if (account !== undefined) throw notServed(id, 'an AccountId beside an expression');
    const insights = readInsightsQuery(id, expression);
    return { ...common, label: label ?? id, reads: { insights }, periodSeconds: readPeriod(query, '') };
  }
  const stat = structure(query.MetricStat, 'MetricStat');
  const statistic = requiredString(stat, 'Stat', NAME);
  if (!STATISTICS.some((name) => name === statistic) && !EXTENDED_STATISTIC.test(statistic)) {
    throw invalid(`The value ${statistic} for parameter MetricDataQueries.MetricStat.Stat is not supported.`);
  }
  const series = readSeries(stat, account);
  return {
    ...common,
    label: label ?? series.metricName,
    reads: { series, statistic },
    periodSeconds: readPeriod(stat, 'MetricStat.'),
  };
}

function readAccount(query: Input, linked: readonly string[]): string | undefined {
  const account = optionalString(query, 'AccountId', ACCOUNT_ID);
  if (account === undefined || linked.includes(account)) return account;
  throw new ServiceFault('AccessDenied', `The metrics of account ${account} are not shared with this one.`, {
    shape: 'AccessDeniedException',
    status: 403,
  });
}

function readSeries(stat: Input, account: string | undefined): SourceSeries {
  const metric = structure(stat.Metric, 'Metric');
  const unit = optionalWord(stat, 'Unit', UNITS);
  return {
    namespace: requiredString(metric, 'Namespace', NAME),
    metricName: requiredString(metric, 'MetricName', NAME),
    dimensions: readDimensions(metric),
    ...(unit !== undefined && { unit }),
    ...(account !== undefined && { account }),
  };
}

export function readDimensions(metric: Input): Readonly<Record<string, string>> {
  const dimensions = list(metric, 'Dimensions', DIMENSIONS).map((item) => {
    const dimension = structure(item, 'Dimensions');
    return [
      requiredString(dimension, 'Name', NAME),
      requiredString(dimension, 'Value', { min: 1, max: 1024 }),
    ] as const;
  });
  return Object.fromEntries(dimensions);
}

/** @param within what stands before the field's name in AWS's words */
function readPeriod(input: Input, within: 'MetricStat.' | ''): number {
  const field = `MetricDataQueries.${within}Period`;
  const period = optionalInteger(input, 'Period', { min: 1, max: 86_400 * 365 });
  if (period === undefined) throw invalid(`The parameter ${field} is required.`);
  if (period % 60 !== 0 && !HIGH_RESOLUTION.includes(period)) {
    throw invalid(`The parameter ${field} is ${period}: it must be 1, 5, 10, 20, 30 or a multiple of 60.`);
  }
  return period;
}

function notServed(id: string, what: string): ServiceFault {
  return new ServiceFault('NotImplemented', `The rehearsal does not serve ${what} (${id}).`, { status: 501 });
}
