/** How long an alarm needs to notice. */

import { countOf, duration } from '../../../shared/domain/text.ts';
import type { MetricAlarm } from '../alarm.ts';
import { type AlarmTree, ruleProblems } from '../alarm-tree.ts';

/** CloudWatch evaluates an alarm every minute, one with a period of 10 or 30 s every 10 s. Source: its user guide. */
const EVALUATION = { standardSeconds: 60, highResolutionSeconds: 10 } as const;

/**
 * From the first bad request to ALARM at the soonest that can be relied on: the datapoints it needs, and one evaluation.
 * Seconds. If periods are aligned to the clock, the one in which errors begin may have too few of them to count.
 * Source: "Alarm evaluation window" in CloudWatch's user guide.
 */
export function detectionSeconds(alarm: MetricAlarm): number {
  const { periodSeconds, datapointsToAlarm, alignedToClock, delaySeconds } = alarm;
  const evaluation = periodSeconds < 60 ? EVALUATION.highResolutionSeconds : EVALUATION.standardSeconds;
  return periodSeconds * (datapointsToAlarm + (alignedToClock ? 1 : 0)) + delaySeconds + evaluation;
}

/**
 * The same for any alarm. A composite one is as slow as the slowest metric alarm that it rests on.
 * @returns undefined if it is unknown
 */
export function slowestDetection(tree: AlarmTree): number | undefined {
  const alarms = [tree, ...tree.beneath].map(({ alarm }) => (alarm.known ? alarm.value : undefined));
  if (alarms.includes(undefined) || ruleProblems(tree).length > 0) return undefined;
  const seconds = alarms.flatMap((alarm) =>
    alarm && alarm.kind !== 'composite' ? [detectionSeconds(alarm)] : [],
  );
  return seconds.length > 0 ? Math.max(...seconds) : undefined;
}

/** `about 2 min (1 datapoint of 60 s, then evaluated)`. */
export function detectionInWords(alarm: MetricAlarm): string {
  const { periodSeconds, datapointsToAlarm } = alarm;
  const datapoints = countOf(datapointsToAlarm, 'datapoint');
  return `about ${duration(detectionSeconds(alarm))} (${datapoints} of ${periodSeconds} s, then evaluated)`;
}
