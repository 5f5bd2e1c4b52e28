/** An alarm on a percentile that waits until there are enough samples. */

import { count } from '../../../shared/domain/text.ts';
import type { Finding } from '../../contract/findings.ts';
import { MIGRATE } from '../../contract/states.ts';
import type { MetricAlarm } from '../../domain/alarm.ts';
import { notesOf } from '../../domain/readiness/finding.ts';

const notes = notesOf(MIGRATE.verifyAlarms);

/**
 * How many samples a percentile needs within the evaluation periods before CloudWatch takes it for significant.
 * Source: "Percentile-based alarms and low data samples" in its user guide.
 * @param percentile 0–100
 */
export function samplesNeeded(percentile: number): number {
  const part = percentile / 100;
  return Math.round(10 / (part < 0.5 ? part : 1 - part));
}

/** A warning for an alarm that keeps its state while few requests come: at a small share that may be all the time. */
export function adviseOnFewSamples({ name, ignoresFewSamples, metrics }: MetricAlarm): Finding[] {
  const statistic = metrics.map((metric) => metric.statistic).find((each) => /^p\d/.test(each));
  if (!ignoresFewSamples || statistic === undefined) return [];
  const needed = samplesNeeded(Number(statistic.slice(1)));
  const from = Number.isFinite(needed) ? `it has ${count(needed)} samples` : 'there are enough samples';
  return [
    notes.warn(name, 'alarm-few-samples', {
      seen: `It keeps its state until ${from} of ${statistic} in its evaluation periods.`,
      why: 'At a small share the cluster may never serve so many requests, and the alarm stays OK.',
      toDo: 'Set `EvaluateLowSampleCountPercentile` of the alarm to `evaluate`.',
    }),
  ];
}
