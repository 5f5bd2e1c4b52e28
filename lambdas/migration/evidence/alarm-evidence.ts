import type { AlarmSettings } from '../contract/settings.ts';
import type { Alarm } from '../domain/alarm.ts';
import type { AlarmEvidence, AlarmReading } from '../domain/alarm-grounds.ts';
import { type Reading, readingOf } from '../domain/reading.ts';
import type { Alarms } from '../ports/alarms.ts';

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
  const evidence: AlarmEvidence[] = [];
  // One after the other: CloudWatch throttles DescribeAlarmHistory early.
  for (const reading of await alarmReadings(settings, alarms)) {
    const transitions = await readingOf(() => alarms.history(reading.name, from, until));
    evidence.push({ ...reading, transitions });
  }
  return evidence;
}

/** Each alarm's state now, or why it can't be read. */
export async function alarmReadings(
  settings: readonly AlarmSettings[],
  alarms: Pick<Alarms, 'describe'>,
): Promise<readonly AlarmReading[]> {
  const described = await readingOf(() => alarms.describe(settings.map(({ name }) => name)));
  return settings.map(({ name, allowInsufficientData }) => ({
    name,
    allowInsufficientData,
    alarm: pick(described, name),
  }));
}

function pick(described: Reading<readonly Alarm[]>, name: string): Reading<Alarm | undefined> {
  if (!described.known) return described;
  return { known: true, value: described.value.find((alarm) => alarm.name === name) };
}
