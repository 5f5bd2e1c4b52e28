/**
 * The forms of an alarm: the specification of what preflight reads and says of each, tested with every row against the
 * offline CloudWatch.
 *
 * Sources: API: PutMetricAlarm, PutCompositeAlarm, DescribeAlarms and GetMetricData of CloudWatch's API reference;
 * UG: CloudWatch's user guide, with the page's name.
 */
import type {
  SourceAlarm,
  SourceAlarmQuery,
  SourceCompositeAlarm,
  SourceMetric,
  SourceMetricAlarm,
  SourceSeries,
} from '../../../rehearsal/gateway/index.ts';
import { metricAlarm } from '../../integration/gateway/monitoring-account.ts';

export interface AlarmForm {
  readonly form: string;
  readonly source: string;
  /** The one that is configured first, then those that exist beside it. */
  readonly alarms: readonly SourceAlarm[];
  /** What has a datapoint each minute, beside nothing else. */
  readonly data: readonly SourceSeries[];
  /** Level and code of each finding. */
  readonly findings: readonly string[];
}

/** The account that shares its metrics with the rehearsed one, and one that does not. */
export const LINKED = '444455556666';
const STRANGER = '777788889999';

const DIMENSIONS = { LoadBalancer: 'app/k8s/1' };
const elb = (metricName: string, more: Partial<SourceSeries> = {}): SourceSeries => ({
  namespace: 'AWS/ApplicationELB',
  metricName,
  dimensions: DIMENSIONS,
  ...more,
});
const REQUESTS = elb('RequestCount', { unit: 'Count' });
const ERRORS = elb('HTTPCode_Target_5XX_Count', { unit: 'Count' });
const LATENCY = elb('TargetResponseTime', { unit: 'Seconds' });
const bare = ({ namespace, metricName, dimensions }: SourceSeries): SourceMetric => ({
  namespace,
  metricName,
  dimensions,
});

const on = (series: SourceSeries, more: Partial<SourceMetricAlarm> = {}) =>
  metricAlarm('a', { metric: bare(series), statistic: 'Sum', ...more });
const query = (id: string, series: SourceSeries, more: Partial<SourceAlarmQuery> = {}): SourceAlarmQuery => ({
  id,
  reads: { metric: bare(series), statistic: 'Sum', periodSeconds: 60 },
  returned: false,
  ...more,
});
const expression = (text: string, periodSeconds?: number): SourceAlarmQuery => ({
  id: 'e',
  reads: { expression: text, ...(periodSeconds !== undefined && { periodSeconds }) },
  returned: true,
});
const math = (queries: readonly SourceAlarmQuery[], more: Partial<SourceMetricAlarm> = {}) =>
  metricAlarm('a', { queries, ...more });
const composite = (rule: string, more: Partial<SourceCompositeAlarm> = {}): SourceCompositeAlarm => {
  const { metric, statistic, periodSeconds, kind, ...basics } = metricAlarm('a');
  return { ...basics, kind: 'composite', rule, ...more };
};
const named = (name: string, more: Partial<SourceMetricAlarm> = {}) =>
  metricAlarm(name, { metric: bare(LATENCY), statistic: 'Average', ...more });

const READY = ['pass alarm-ready'];
const INSIGHTS = `SELECT SUM(RequestCount) FROM SCHEMA("AWS/ApplicationELB", LoadBalancer) WHERE LoadBalancer = 'app/k8s/1'`;

export const ALARM_FORMS: readonly AlarmForm[] = [
  { form: 'on one metric', source: 'API', alarms: [on(LATENCY)], data: [LATENCY], findings: READY },
  {
    form: 'on errors, of which there are none',
    source: 'UG: CloudWatch metrics for your Application Load Balancer',
    alarms: [on(ERRORS)],
    data: [REQUESTS],
    findings: READY,
  },
  {
    form: 'on a percentile',
    source: 'API',
    alarms: [on(LATENCY, { statistic: 'p99' })],
    data: [LATENCY],
    findings: READY,
  },
  {
    form: 'on a percentile that ignores few samples',
    source: 'UG: percentiles-with-low-samples',
    alarms: [on(LATENCY, { statistic: 'p99', lowSamples: 'ignore' })],
    data: [LATENCY],
    findings: ['warn alarm-few-samples'],
  },
  {
    form: 'on a percentile that evaluates few samples',
    source: 'UG: percentiles-with-low-samples',
    alarms: [on(LATENCY, { statistic: 'p99', lowSamples: 'evaluate' })],
    data: [LATENCY],
    findings: READY,
  },
  ...[10, 20, 30].map((periodSeconds) => ({
    form: `with a period of ${periodSeconds} s, for hours`,
    source: 'API: EvaluationPeriods × Period up to a day; such data is kept for three hours',
    alarms: [on(LATENCY, { periodSeconds, evaluationPeriods: 2000, datapointsToAlarm: 3 })],
    data: [LATENCY],
    findings: READY,
  })),
  {
    form: 'of M out of N',
    source: 'API',
    alarms: [on(LATENCY, { evaluationPeriods: 5, datapointsToAlarm: 2 })],
    data: [LATENCY],
    findings: READY,
  },
  {
    form: 'in the unit of its data',
    source: 'API: Unit',
    alarms: [on(LATENCY, { unit: 'Seconds' })],
    data: [LATENCY],
    findings: READY,
  },
  {
    form: 'with periods of 4 min by the clock, of which the first may not count',
    source: 'UG: alarm-evaluation-window',
    alarms: [on(LATENCY, { periodSeconds: 240, datapointsToAlarm: 1, wallClock: true })],
    data: [LATENCY],
    findings: ['warn alarm-slow'],
  },
  {
    form: 'in another unit than its data',
    source: 'API: Unit; no conversions',
    alarms: [on(REQUESTS, { unit: 'Percent' })],
    data: [REQUESTS],
    findings: ['fail alarm-unit'],
  },
  {
    form: 'on errors, of which there are none, in another unit',
    source: 'API: Unit',
    alarms: [on(ERRORS, { unit: 'Percent' })],
    data: [REQUESTS],
    findings: ['fail alarm-unit'],
  },
  {
    form: 'with a dimension too few',
    source: 'UG: a metric is what its dimensions are',
    alarms: [on({ ...LATENCY, dimensions: {} })],
    data: [LATENCY],
    findings: ['warn alarm-silent'],
  },
  {
    form: 'with a dimension too many, where missing data is not good',
    source: 'UG: a metric is what its dimensions are',
    alarms: [
      on(elb('TargetResponseTime', { dimensions: { ...DIMENSIONS, TargetGroup: 'x' } }), {
        treatMissingData: 'missing',
      }),
    ],
    data: [LATENCY],
    findings: ['fail alarm-stale'],
  },
  {
    form: 'on another load balancer',
    source: 'UG: a metric is what its dimensions are',
    alarms: [on(elb('TargetResponseTime', { dimensions: { LoadBalancer: 'app/other/2' } }))],
    data: [LATENCY],
    findings: ['warn alarm-silent'],
  },
  {
    form: 'on metric math',
    source: 'API: Metrics',
    alarms: [math([expression('errors / requests'), query('errors', ERRORS), query('requests', REQUESTS)])],
    data: [ERRORS, REQUESTS],
    findings: READY,
  },
  {
    form: 'on metric math over silent errors',
    source: 'API: Metrics',
    alarms: [
      math([expression('FILL(errors, 0) / requests'), query('errors', ERRORS), query('requests', REQUESTS)]),
    ],
    data: [REQUESTS],
    findings: READY,
  },
  {
    form: 'on metric math with a part that does not exist',
    source: 'UG: metric math; FILL hides it',
    alarms: [
      math([
        expression('FILL(errors, 0) / requests'),
        query('errors', { ...ERRORS, dimensions: {} }),
        query('requests', REQUESTS),
      ]),
    ],
    data: [REQUESTS],
    findings: ['warn alarm-silent'],
  },
  {
    form: 'on metric math with a part in another unit',
    source: 'API: MetricStat.Unit',
    alarms: [
      math([
        expression('FILL(slow, 0) + FILL(requests, 0)'),
        query('slow', LATENCY, {
          reads: {
            metric: elb('TargetResponseTime', { unit: 'Milliseconds' }),
            statistic: 'Average',
            periodSeconds: 60,
          },
        }),
        query('requests', REQUESTS),
      ]),
    ],
    data: [LATENCY, REQUESTS],
    findings: ['fail alarm-unit'],
  },
  {
    form: 'on metric math with several periods',
    source: 'API: MetricStat.Period',
    alarms: [
      math([
        expression('a + b'),
        query('a', LATENCY, { reads: { metric: bare(LATENCY), statistic: 'Average', periodSeconds: 300 } }),
        query('b', REQUESTS),
      ]),
    ],
    data: [LATENCY, REQUESTS],
    findings: ['warn alarm-slow'],
  },
  {
    form: 'on an anomaly detection band',
    source: 'API: ThresholdMetricId',
    alarms: [
      math([query('m1', LATENCY, { returned: true }), expression('ANOMALY_DETECTION_BAND(m1, 2)')], {
        thresholdMetricId: 'e',
        comparison: 'GreaterThanUpperThreshold',
      }),
    ],
    data: [LATENCY],
    findings: READY,
  },
  {
    form: 'on the metric of an account that shares it',
    source: 'API: AccountId',
    alarms: [math([query('m1', LATENCY, { returned: true, account: LINKED })])],
    data: [{ ...LATENCY, account: LINKED }],
    findings: READY,
  },
  {
    form: 'on the metric of an account that has no such data',
    source: 'API: AccountId',
    alarms: [
      math([query('m1', LATENCY, { returned: true, account: LINKED })], { treatMissingData: 'ignore' }),
    ],
    data: [LATENCY],
    findings: ['fail alarm-stale'],
  },
  {
    form: 'on the metric of an account that shares nothing',
    source: 'API: AccountId',
    alarms: [math([query('m1', LATENCY, { returned: true, account: STRANGER })])],
    data: [{ ...LATENCY, account: STRANGER }],
    findings: ['fail alarm-data-unreadable'],
  },
  {
    form: 'on Metrics Insights',
    source: 'UG: Create_Metrics_Insights_Alarm',
    alarms: [math([expression(INSIGHTS, 60)])],
    data: [REQUESTS],
    findings: READY,
  },
  {
    form: 'on Metrics Insights that match nothing',
    source: 'UG: Create_Metrics_Insights_Alarm',
    alarms: [math([expression(INSIGHTS.replace('app/k8s/1', 'app/other/2'), 60)])],
    data: [REQUESTS],
    findings: ['warn alarm-silent'],
  },
  {
    form: 'on Metrics Insights, matched in part',
    source: 'UG: cloudwatch-metrics-insights-alarms-partial-data',
    alarms: [math([expression(INSIGHTS, 60)], { evaluationState: 'PARTIAL_DATA' })],
    data: [REQUESTS],
    findings: ['warn alarm-not-evaluated'],
  },
  ...[
    `INSIGHT_RULE_METRIC('rule', 'Sum')`,
    `DB_PERF_INSIGHTS('RDS', 'db-ABC', 'os.cpuUtilization.user.avg')`,
    `LAMBDA('source', 'x')`,
  ].map((text) => ({
    form: `on ${text}`,
    source: 'UG: metric math syntax and functions; alarms on other data sources',
    alarms: [math([expression(text, 60)], { configurationUpdatedAt: 0, stateUpdatedAt: 0 })],
    data: [],
    findings: ['warn alarm-data-not-asked'],
  })),
  {
    form: 'composite',
    source: 'API: AlarmRule',
    alarms: [composite('ALARM(b) OR ALARM("c d")'), named('b'), named('c d')],
    data: [LATENCY],
    findings: READY,
  },
  {
    form: 'composite, with AT_LEAST over an alarm without data and one that is gone',
    source: 'UG: alarm-combining',
    alarms: [
      composite('ALARM(x) OR AT_LEAST(2, ALARM, (b, c))'),
      named('x'),
      named('b', { state: 'INSUFFICIENT_DATA' }),
    ],
    data: [LATENCY],
    findings: ['fail alarm-insufficient-data', 'fail alarm-missing', 'warn alarm-detection-unknown'],
  },
  {
    form: 'composite, over a name in quotes with quotes',
    source: 'UG: alarm-combining',
    alarms: [
      composite('ALARM("say \\"hi\\"") OR AT_LEAST(50%, NOT OK, ("größer 🚨"))'),
      named('say "hi"'),
      named('größer 🚨'),
    ],
    data: [LATENCY],
    findings: READY,
  },
  {
    form: 'composite, over composite ones down to a silent metric',
    source: 'API: composite alarms in a rule',
    alarms: [
      composite('ALARM(between)'),
      { ...composite('OK(b)'), name: 'between' },
      named('b', { metric: bare({ ...LATENCY, dimensions: {} }) }),
    ],
    data: [LATENCY],
    findings: ['warn alarm-silent'],
  },
  {
    form: 'composite, in a circle',
    source: 'API: PutCompositeAlarm: evaluation stops at a cycle',
    alarms: [composite('ALARM(between)'), { ...composite('ALARM(a)'), name: 'between' }],
    data: [],
    findings: ['fail alarm-rule', 'warn alarm-detection-unknown'],
  },
  {
    form: 'composite, set to False to break a circle',
    source: 'API: PutCompositeAlarm',
    alarms: [composite('False')],
    data: [],
    findings: ['fail alarm-rule', 'warn alarm-detection-unknown'],
  },
];
