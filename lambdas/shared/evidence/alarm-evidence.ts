import type { AlarmSettings } from '../contract/settings.ts';
import type { AlarmEvidence } from '../domain/alarm-grounds.ts';
import type { Reading } from '../domain/reading.ts';
import type { Alarm, Alarms } from '../ports/alarms.ts';
import { readingOf } from '../runtime/reading.ts';

/**
 * Each alarm's state now and its history over the window (ISO 8601). What cannot be read is part of the evidence,
 * not an error: the verdict says what follows from it.
 */
export async function alarmEvidence(
  settings: readonly AlarmSettings[],
  alarms: Alarms,
  from: string,
  until: string,
): Promise<readonly AlarmEvidence[]> {
  const described = await readingOf(() => alarms.describe(settings.map(({ name }) => name)));
  const evidence: AlarmEvidence[] = [];
  // One after the other: CloudWatch throttles DescribeAlarmHistory early.
  for (const { name, allowInsufficientData } of settings) {
    const transitions = await readingOf(() => alarms.history(name, from, until));
    evidence.push({ name, allowInsufficientData, alarm: pick(described, name), transitions });
  }
  return evidence;
}

function pick(described: Reading<readonly Alarm[]>, name: string): Reading<Alarm | undefined> {
  if (!described.known) return described;
  return { known: true, value: described.value.find((alarm) => alarm.name === name) };
}
