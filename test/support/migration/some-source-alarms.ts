/** What the forms of an alarm are made of: series with data, and alarms on them. */
import type {
  SourceAlarm,
  SourceAlarmQuery,
  SourceCompositeAlarm,
  SourceMetric,
  SourceMetricAlarm,
  SourceSeries,
} from '../../../rehearsal/gateway/index.ts';
import { metricAlarm } from '../../integration/gateway/monitoring-account.ts';

/** The account that shares its metrics with the rehearsed one, and one that does not. */
export const LINKED = '444455556666';
export const STRANGER = '777788889999';

export const DIMENSIONS = { LoadBalancer: 'app/k8s/1' };
export const elb = (metricName: string, more: Partial<SourceSeries> = {}): SourceSeries => ({
  namespace: 'AWS/ApplicationELB',
  metricName,
  dimensions: DIMENSIONS,
  ...more,
});
export const REQUESTS = elb('RequestCount', { unit: 'Count' });
export const ERRORS = elb('HTTPCode_Target_5XX_Count', { unit: 'Count' });
export const LATENCY = elb('TargetResponseTime', { unit: 'Seconds' });
export const bare = ({ namespace, metricName, dimensions }: SourceSeries): SourceMetric => ({
  namespace,
  metricName,
  dimensions,
});

export const on = (series: SourceSeries, more: Partial<SourceMetricAlarm> = {}) =>
  metricAlarm('a', { metric: bare(series), statistic: 'Sum', ...more });
export const query = (
  id: string,
  series: SourceSeries,
  more: Partial<SourceAlarmQuery> = {},
): SourceAlarmQuery => ({
  id,
  reads: { metric: bare(series), statistic: 'Sum', periodSeconds: 60 },
  returned: false,
  ...more,
});
export const expression = (text: string, periodSeconds?: number): SourceAlarmQuery => ({
  id: 'e',
  reads: { expression: text, ...(periodSeconds !== undefined && { periodSeconds }) },
  returned: true,
});
export const math = (queries: readonly SourceAlarmQuery[], more: Partial<SourceMetricAlarm> = {}) =>
  metricAlarm('a', { queries, ...more });
export const composite = (rule: string, more: Partial<SourceCompositeAlarm> = {}): SourceCompositeAlarm => {
  const { metric, statistic, periodSeconds, kind, ...basics } = metricAlarm('a');
  return { ...basics, kind: 'composite', rule, ...more };
};
export const named = (name: string, more: Partial<SourceMetricAlarm> = {}) =>
  metricAlarm(name, { metric: bare(LATENCY), statistic: 'Average', ...more });

export const READY = ['pass alarm-ready'];
export const INSIGHTS = `SELECT SUM(RequestCount) FROM SCHEMA("AWS/ApplicationELB", LoadBalancer) WHERE LoadBalancer = 'app/k8s/1'`;

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
