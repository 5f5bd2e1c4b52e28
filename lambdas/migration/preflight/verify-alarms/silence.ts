/** What no data means for an alarm that is OK. CloudWatch lets silence look like health. */

import { duration } from '../../../shared/domain/text.ts';
import type { Finding } from '../../contract/findings.ts';
import { MIGRATE } from '../../contract/states.ts';
import type { AlarmMetric, MetricAlarm } from '../../domain/alarm.ts';
import { notesOf } from '../../domain/readiness/finding.ts';
import type { Reading } from '../../domain/reading.ts';

const notes = notesOf(MIGRATE.verifyAlarms);

/** Metrics come a few minutes late, so more than the evaluated periods is looked at. */
const LATE_PERIODS = 3;
const SHORTEST_LOOK_BACK = 900;

/** How far back an alarm's data is looked for, seconds. */
export function lookBackSeconds({ periodSeconds, evaluationPeriods }: MetricAlarm): number {
  return Math.max(SHORTEST_LOOK_BACK, periodSeconds * (evaluationPeriods + LATE_PERIODS));
}

/** What was found within the look-back. */
export interface DataSeen {
  /** Whether any metric of the alarm had data. */
  readonly own: Reading<boolean>;
  /** Whether the load balancer that the alarm watches had requests; undefined where that says nothing. */
  readonly requests: Reading<boolean> | undefined;
}

/** Findings about an alarm that is OK; none when its data shows that it was evaluated. */
export function judgeSilence(alarm: MetricAlarm, seen: DataSeen, now: number): Finding[] {
  const { own, requests } = seen;
  const lookBack = duration(lookBackSeconds(alarm));
  const why = 'An alarm that is OK only because it gets no data starts no rollback.';
  if (!own.known) {
    const toDo = 'Allow the function to read metrics (cloudwatch:GetMetricData), then start again.';
    const text = `The data of its metric could not be read: ${own.why}`;
    return [notes.fail(alarm.name, 'alarm-data-unreadable', { seen: text, why, toDo })];
  }
  if (own.value) return [];
  if (alarm.metrics.length === 0) return recentlyUpdated(alarm, now) ? [] : [unproven(alarm, why)];
  if (alarm.treatMissingData !== 'notBreaching') return [stale(alarm, lookBack, why)];
  if (requests?.known && requests.value) return [];
  return [
    notes.warn(alarm.name, 'alarm-silent', {
      seen: `It is OK only because missing data counts as good: its metric had no data in the last ${lookBack}.`,
      why,
      toDo: `Check that ${metricsInWords(alarm.metrics)} exists and has the right name. It must have data once the cluster gets traffic.`,
    }),
  ];
}

/** Metrics of Elastic Load Balancing that are reported only when there is something to count. Source: their user guides. */
const ONLY_WHEN_COUNTED =
  /^(HTTPCode_|BackendConnectionErrors|RejectedConnectionCount|TargetConnectionErrorCount)/;
const REQUEST_METRIC: Readonly<Record<string, string>> = {
  'AWS/ApplicationELB': 'RequestCount',
  'AWS/ELB': 'RequestCount',
};

/** The metric that proves that a silent error count watches a load balancer that is really there. */
export function requestMetricBeside({
  namespace,
  metricName,
  ...rest
}: AlarmMetric): AlarmMetric | undefined {
  const requests = REQUEST_METRIC[namespace];
  if (!requests || !ONLY_WHEN_COUNTED.test(metricName)) return undefined;
  return { ...rest, namespace, metricName: requests, statistic: 'Sum' };
}

function recentlyUpdated(alarm: MetricAlarm, now: number): boolean {
  const updated = Math.max(Date.parse(alarm.stateUpdatedAt), Date.parse(alarm.configurationUpdatedAt));
  return now - updated <= lookBackSeconds(alarm) * 1000;
}

function stale(alarm: MetricAlarm, lookBack: string, why: string): Finding {
  return notes.fail(alarm.name, 'alarm-stale', {
    seen: `It has been OK since ${alarm.stateUpdatedAt}, but its metric had no data in the last ${lookBack} (missing data: ${alarm.treatMissingData}).`,
    why,
    toDo: `Check that ${metricsInWords(alarm.metrics)} exists, has the right name and gets data.`,
  });
}

function unproven(alarm: MetricAlarm, why: string): Finding {
  return notes.warn(alarm.name, 'alarm-data-not-asked', {
    seen: `It evaluates a query, not a metric, so its data was not read. It was last updated at ${alarm.stateUpdatedAt}.`,
    why,
    toDo: 'Check in its graph in the CloudWatch console that it has data now.',
  });
}

function metricsInWords(metrics: readonly AlarmMetric[]): string {
  return metrics
    .map(({ namespace, metricName, dimensions }) => {
      const of = Object.entries(dimensions).map(([name, value]) => `${name}=${value}`);
      return `${namespace} ${metricName} {${of.join(', ')}}`;
    })
    .join(' or ');
}
