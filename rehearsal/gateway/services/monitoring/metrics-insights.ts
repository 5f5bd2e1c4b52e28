/**
 * The part of Metrics Insights that an alarm on load balancers needs: SPEC.md, "Metrics". Source: "Metrics Insights
 * query components and syntax" in CloudWatch's user guide.
 */

import { ServiceFault } from '../../protocol/rpc-service.ts';
import type { MonitoringSource, SourceDatapoint, SourceMetric } from '../monitoring-source.ts';

const FUNCTIONS = ['SUM', 'AVG', 'MAX', 'MIN', 'COUNT'] as const;
type Function = (typeof FUNCTIONS)[number];

export interface InsightsQuery {
  readonly fn: Function;
  readonly metricName: string;
  readonly namespace: string;
  /** With a schema only metrics with exactly these dimensions match. */
  readonly schema: readonly string[] | undefined;
  readonly where: readonly Condition[];
}

interface Condition {
  readonly dimension: string;
  readonly equal: boolean;
  readonly value: string;
}

const NAME = `("?)([^"'()=!,]+?)`;
const SELECT = new RegExp(
  String.raw`^\s*SELECT\s+(\w+)\s*\(\s*${NAME}\2\s*\)\s+FROM\s+(?:SCHEMA\s*\(([^()]+)\)|"([^"]+)")(?:\s+WHERE\s+(.+?))?\s*$`,
  'is',
);
const CONDITION = new RegExp(String.raw`^\s*${NAME}\1\s*(!?=)\s*'([^']*)'\s*$`, 's');

/** @throws ServiceFault NotImplemented for metric math, and for clauses that are left out here */
export function readInsightsQuery(id: string, expression: string): InsightsQuery {
  const [, word, , metricName, schema, plain, where] = SELECT.exec(expression) ?? [];
  const fn = FUNCTIONS.find((each) => each === word?.toUpperCase());
  const listed = schema?.split(',').map(unquoted);
  const namespace = listed ? listed[0] : plain;
  const conditions = where?.split(/\s+AND\s+/i).map(readCondition) ?? [];
  if (!fn || !metricName || !namespace || conditions.includes(undefined)) {
    throw new ServiceFault('NotImplemented', `The rehearsal does not evaluate this expression (${id}).`, {
      status: 501,
    });
  }
  return {
    fn,
    metricName,
    namespace,
    schema: listed?.slice(1),
    where: conditions.filter((each) => each !== undefined),
  };
}

function readCondition(text: string): Condition | undefined {
  const [, , dimension, sign, value] = CONDITION.exec(text) ?? [];
  if (dimension === undefined || value === undefined) return undefined;
  return { dimension, equal: sign === '=', value };
}

function unquoted(text: string): string {
  return text.trim().replace(/^"(.*)"$/s, '$1');
}

interface Periods {
  readonly start: number;
  readonly end: number;
  readonly periodSeconds: number;
}

/** One series over all metrics that match; no datapoint for a period in which none of them has one. */
export function insightsDatapoints(
  source: MonitoringSource,
  query: InsightsQuery,
  { start, end, periodSeconds }: Periods,
): readonly SourceDatapoint[] {
  const metrics = source.metrics({}).filter((metric) => matches(metric, query));
  const byTime = (statistic: string) => {
    const values = new Map<number, number[]>();
    for (const metric of metrics)
      for (const { at, value } of source.query(metric, start, end, periodSeconds, statistic))
        values.set(at, [...(values.get(at) ?? []), value]);
    return values;
  };
  const sum = (values: readonly number[] = []) => values.reduce((all, value) => all + value, 0);
  switch (query.fn) {
    case 'SUM':
      return [...byTime('Sum')].map(([at, values]) => ({ at, value: sum(values) }));
    case 'COUNT':
      return [...byTime('SampleCount')].map(([at, values]) => ({ at, value: sum(values) }));
    case 'MAX':
      return [...byTime('Maximum')].map(([at, values]) => ({ at, value: Math.max(...values) }));
    case 'MIN':
      return [...byTime('Minimum')].map(([at, values]) => ({ at, value: Math.min(...values) }));
    case 'AVG': {
      const counts = byTime('SampleCount');
      return [...byTime('Sum')].map(([at, values]) => ({ at, value: sum(values) / sum(counts.get(at)) }));
    }
  }
}

function matches({ namespace, metricName, dimensions }: SourceMetric, query: InsightsQuery): boolean {
  const names = Object.keys(dimensions);
  const { schema } = query;
  return (
    namespace === query.namespace &&
    metricName === query.metricName &&
    (schema === undefined ||
      (schema.length === names.length && schema.every((name) => names.includes(name)))) &&
    query.where.every(({ dimension, equal, value }) => (dimensions[dimension] === value) === equal)
  );
}
