/** How long an alarm needs to notice. */

import { countOf, duration } from '../../../shared/domain/text.ts';
import type { Alarm, MetricAlarm } from '../alarm.ts';

/** CloudWatch evaluates an alarm every minute, one with a period of 10 or 30 s every 10 s. Source: its user guide. */
const EVALUATION = { standardSeconds: 60, highResolutionSeconds: 10 } as const;

/** From the first bad request to ALARM at the soonest that can be relied on: the datapoints it needs, and one evaluation. Seconds. */
export function detectionSeconds({ periodSeconds, datapointsToAlarm }: MetricAlarm): number {
  const evaluation = periodSeconds < 60 ? EVALUATION.highResolutionSeconds : EVALUATION.standardSeconds;
  return periodSeconds * datapointsToAlarm + evaluation;
}

/**
 * The same for any alarm. A composite one is as slow as the slowest alarm in its rule.
 * @param children the alarms that a composite alarm's rule names
 * @returns undefined if it is unknown
 */
export function slowestDetection(alarm: Alarm, children: readonly Alarm[]): number | undefined {
  if (alarm.kind === 'metric') return detectionSeconds(alarm);
  const metricAlarms = children.filter((child) => child.kind === 'metric');
  if (metricAlarms.length === 0 || metricAlarms.length < children.length) return undefined;
  return Math.max(...metricAlarms.map(detectionSeconds));
}

/** `about 2 min (1 datapoint of 60 s, then evaluated)`. */
export function detectionInWords(alarm: MetricAlarm): string {
  const { periodSeconds, datapointsToAlarm } = alarm;
  const datapoints = countOf(datapointsToAlarm, 'datapoint');
  return `about ${duration(detectionSeconds(alarm))} (${datapoints} of ${periodSeconds} s, then evaluated)`;
}

/**
 * The names in a composite alarm's rule: `ALARM("a b") OR (ALARM(c) AND NOT OK(arn:…:alarm:d))` → `a b`, `c`, `d`.
 * Source: the syntax of `AlarmRule` in PutCompositeAlarm.
 */
export function alarmsInRule(rule: string): string[] {
  const functions = /\b(?:ALARM|OK|INSUFFICIENT_DATA)\s*\(\s*(?:"([^"]+)"|'([^']+)'|([^)"'\s]+))\s*\)/g;
  const names = [...rule.matchAll(functions)].map(
    ([, double, single, bare]) => double ?? single ?? bare ?? '',
  );
  return [...new Set(names.map((name) => name.replace(/^arn:[^:]+:cloudwatch:[^:]*:[^:]*:alarm:/, '')))];
}
