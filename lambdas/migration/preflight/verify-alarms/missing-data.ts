/** How an alarm on a load balancer should treat missing data, by what its metric counts. */

import type { Finding } from '../../contract/findings.ts';
import { MIGRATE } from '../../contract/states.ts';
import type { AlarmMetric, MetricAlarm, MissingData } from '../../domain/alarm.ts';
import { notesOf } from '../../domain/readiness/finding.ts';

const notes = notesOf(MIGRATE.verifyAlarms);

interface Advice {
  readonly wanted: MissingData;
  readonly why: string;
}

/** Metric names of Elastic Load Balancing (AWS/ApplicationELB, AWS/ELB, AWS/NetworkELB). */
function adviceFor({ namespace, metricName }: AlarmMetric): Advice | undefined {
  if (!['AWS/ApplicationELB', 'AWS/ELB', 'AWS/NetworkELB'].includes(namespace)) return undefined;
  if (/^HTTPCode_|Errors?(Count)?$|_Reset_Count$/.test(metricName)) {
    const why =
      'The metric has data only when there are errors. Unless missing data counts as good, the alarm has no data while everything is fine.';
    return { wanted: 'notBreaching', why };
  }
  if (metricName === 'HealthyHostCount') {
    const why =
      'When the last target is gone, the metric stops. Missing data then means that nothing is healthy.';
    return { wanted: 'breaching', why };
  }
  return undefined;
}

/** A warning where missing data is treated otherwise than the metric wants; for metric math there is no rule. */
export function adviseOnMissingData(alarm: MetricAlarm): Finding[] {
  const [metric, ...others] = alarm.metrics;
  const advice = metric && others.length === 0 ? adviceFor(metric) : undefined;
  if (!metric || !advice || advice.wanted === alarm.treatMissingData) return [];
  return [
    notes.warn(alarm.name, 'alarm-missing-data', {
      seen: `It treats missing data of ${metric.metricName} as \`${alarm.treatMissingData}\`.`,
      why: advice.why,
      toDo: `Set it to treat missing data as \`${advice.wanted}\`.`,
    }),
  ];
}
