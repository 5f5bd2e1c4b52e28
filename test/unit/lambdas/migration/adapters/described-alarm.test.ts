import { isDeepStrictEqual } from 'node:util';
import type { MetricAlarm, MetricDataQuery, StandardUnit } from '@aws-sdk/client-cloudwatch';
import fc from 'fast-check';
import { metricAlarm } from '../../../../../lambdas/migration/adapters/described-alarm.ts';
import type { AlarmMetric, AlarmQuery, QueryKind } from '../../../../../lambdas/migration/domain/alarm.ts';
import { cases } from '../../../../support/cases.ts';

const BASICS: MetricAlarm = {
  AlarmName: 'a',
  AlarmArn: 'arn:a',
  StateValue: 'OK',
  StateUpdatedTimestamp: new Date(0),
  AlarmConfigurationUpdatedTimestamp: new Date(0),
  ActionsEnabled: true,
  EvaluationPeriods: 3,
};

const period = fc.constantFrom(10, 20, 30, 60, 300, 3600);
const account = fc.constantFrom(undefined, '111122223333');
const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 });

/** A part of an alarm, and what has to be read of it. */
interface Part {
  readonly described: Omit<MetricDataQuery, 'Id'>;
  readonly metric?: AlarmMetric;
  readonly query?: Omit<AlarmQuery, 'periodSeconds'> & { readonly periodSeconds: number | undefined };
}

const metricPart = fc
  .record({
    namespace: text,
    metricName: text,
    dimensions: fc.dictionary(fc.constantFrom('LoadBalancer', 'TargetGroup', 'größe'), text, {
      noNullPrototype: true,
    }),
    statistic: fc.constantFrom('Sum', 'Average', 'p99.9', 'TM(10%:90%)'),
    periodSeconds: period,
    unit: fc.constantFrom<(StandardUnit | '')[]>('', 'Count', 'Percent'),
    account,
  })
  .map(({ account: AccountId, unit, ...metric }): Part => {
    const Dimensions = Object.entries(metric.dimensions).map(([Name, Value]) => ({ Name, Value }));
    return {
      described: {
        MetricStat: {
          Metric: { Namespace: metric.namespace, MetricName: metric.metricName, Dimensions },
          Period: metric.periodSeconds,
          Stat: metric.statistic,
          ...(unit !== '' && { Unit: unit }),
        },
        AccountId,
      },
      metric: { ...metric, unit, account: AccountId ?? '' },
    };
  });

const QUERIES: readonly [QueryKind, string][] = [
  ['Metrics Insights', 'SELECT SUM(RequestCount) FROM SCHEMA("AWS/ApplicationELB", LoadBalancer)'],
  ['Metrics Insights', '\n select avg(x) from "y" where z = \'SEARCH\''],
  ['SEARCH', `SUM(SEARCH('{AWS/EC2,InstanceId} MetricName="CPUUtilization"', 'Average'))`],
  ['INSIGHT_RULE_METRIC', `FILL(INSIGHT_RULE_METRIC('rule', 'Sum'), 0)`],
  ['DB_PERF_INSIGHTS', `DB_PERF_INSIGHTS('RDS', 'db-1', 'db.load.avg')`],
  ['LAMBDA', `LAMBDA('prometheus', 'up')`],
];
const queryPart = fc
  .tuple(fc.constantFrom(...QUERIES), fc.option(period, { nil: undefined }), account)
  .map(([[kind, expression], Period, AccountId]): Part => {
    return {
      described: { Expression: expression, Period, AccountId },
      query: { kind, expression, periodSeconds: Period, account: AccountId ?? '' },
    };
  });
const mathPart = fc
  .constantFrom(
    'm0 / m1',
    'FILL(METRICS(), 0)',
    'ANOMALY_DETECTION_BAND(m0, 2)',
    'IF(selected > 1, searches)',
  )
  .map((Expression): Part => ({ described: { Expression } }));

describe('The description of an alarm', () => {
  it('is read with exactly the metrics and queries that are in it, whatever stands beside them', () => {
    fc.assert(
      fc.property(
        fc.tuple(metricPart, fc.array(fc.oneof(metricPart, queryPart, mathPart), { maxLength: 5 })),
        ([first, others]) => {
          const parts = [first, ...others];
          const Metrics = parts.map(({ described }, i) => ({ Id: `m${i}`, ...described }));
          const read = metricAlarm({ ...BASICS, Metrics });
          const periods = parts.flatMap(({ metric, query }) => [metric?.periodSeconds, query?.periodSeconds]);
          const longest = Math.max(...periods.filter((each) => each !== undefined));
          const queries = parts.flatMap(({ query }) =>
            query ? [{ ...query, periodSeconds: query.periodSeconds ?? longest }] : [],
          );
          const metrics = parts.flatMap(({ metric }) => metric ?? []);
          return (
            read.periodSeconds === longest &&
            isDeepStrictEqual(read.metrics, metrics) &&
            isDeepStrictEqual(read.queries, queries)
          );
        },
      ),
      { numRuns: cases(10_000) },
    );
  });
});
