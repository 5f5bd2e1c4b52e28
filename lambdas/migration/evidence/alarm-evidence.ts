import type { AlarmSettings } from '../contract/settings.ts';
import type { AlarmEvidence, AlarmReading } from '../domain/alarm-grounds.ts';
import { type AlarmRead, childrenOf, treeOf } from '../domain/alarm-tree.ts';
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
    const kind = reading.alarm.known ? reading.alarm.value?.kind : undefined;
    const transitions = await readingOf(() => alarms.history(reading.name, from, until, kind));
    evidence.push({ ...reading, transitions });
  }
  return evidence;
}

/** Each alarm's state now with those of all alarms that it rests on, or why one can't be read. In the settings' order. */
export async function alarmReadings(
  settings: readonly AlarmSettings[],
  alarms: Pick<Alarms, 'describe'>,
): Promise<readonly AlarmReading[]> {
  const read = await readAll(
    settings.map(({ name }) => name),
    alarms,
  );
  return settings.map(({ name, allowInsufficientData }) => ({
    ...treeOf(name, read),
    allowInsufficientData,
  }));
}

/** These alarms, then those that they rest on, and so on until all are read. */
async function readAll(
  names: readonly string[],
  alarms: Pick<Alarms, 'describe'>,
): Promise<ReadonlyMap<string, AlarmRead>> {
  const read = new Map<string, AlarmRead>();
  let next = names;
  while (next.length > 0) {
    const asked = next;
    const described = await readingOf(() => alarms.describe(asked));
    for (const name of asked) read.set(name, pick(described, name));
    const children = asked.flatMap((name) => childrenOf(read.get(name)));
    next = [...new Set(children)].filter((name) => !read.has(name));
  }
  return read;
}

function pick(described: Reading<Awaited<ReturnType<Alarms['describe']>>>, name: string): AlarmRead {
  if (!described.known) return described;
  return described.value.get(name) ?? { known: true, value: undefined };
}
