import { type ContentOf, type Place, pathOf } from '../../snapshot/file-kind.ts';
import type { Pointer } from '../../snapshot/json.ts';
import { ALARMS } from '../../snapshot/kinds/cloudwatch.ts';
import { type Fault, SnapshotRefused } from '../../snapshot/problem.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import type { AlarmDefinition } from '../../world/alarm-definition.ts';
import { circleIn, compositeDefinition } from './composite-alarms.ts';
import { metricDefinition, NotEvaluated } from './metric-alarms.ts';

/**
 * Of a snapshot's alarms those with these names, and all that they rest on. An account may have many others.
 * @param place account and region
 * @throws SnapshotRefused with all that the world can't evaluate of them
 */
export function alarmsOf(
  snapshot: Snapshot,
  place: Place,
  names: readonly string[],
): readonly AlarmDefinition[] {
  const { definitions, faults } = readAlarms(snapshot, place, names);
  if (faults.length > 0) throw SnapshotRefused.inFile(snapshot.folder, faults, pathOf(ALARMS, place));
  return definitions;
}

export interface AlarmFault extends Fault {
  /** Names of those that can't be evaluated because of it. */
  readonly alarms: readonly string[];
}

export interface ReadAlarms {
  /** In the snapshot's order; without those that rest on what can't be evaluated. */
  readonly definitions: readonly AlarmDefinition[];
  readonly faults: readonly AlarmFault[];
}

/** The same, but what the world can't evaluate is left out. */
export function readAlarms(snapshot: Snapshot, place: Place, names: readonly string[]): ReadAlarms {
  const printed = snapshot.find(ALARMS, place) ?? { MetricAlarms: [] };
  const known = new Map([...metricReadings(printed, place), ...compositeReadings(printed)]);
  const needed = new Set(names.filter((name) => known.has(name)));
  const definitions: AlarmDefinition[] = [];
  const faults: AlarmFault[] = [];
  // A set that grows while it is walked: each alarm is reached once, also in a circle.
  for (const name of needed) {
    const read = known.get(name)?.();
    if (read === undefined) continue;
    if ('words' in read) faults.push({ ...read, alarms: [name] });
    else {
      definitions.push(read);
      for (const child of beneath(read)) needed.add(child);
    }
  }
  const circle = circleIn(definitions.filter((each) => each.kind === 'composite'));
  if (circle.length > 0) {
    const words = `CloudWatch evaluates no circle of alarms: ${circle.join(' → ')}`;
    faults.push({ at: '/CompositeAlarms', words, alarms: circle });
  }
  const order = [...known.keys()];
  return {
    definitions: withoutThose(faults, definitions).toSorted(
      (one, another) => order.indexOf(one.name) - order.indexOf(another.name),
    ),
    faults,
  };
}

/** Nothing is known of what rests on an alarm that can't be evaluated. */
function withoutThose(
  faults: readonly AlarmFault[],
  definitions: readonly AlarmDefinition[],
): readonly AlarmDefinition[] {
  const unknown = new Set(faults.flatMap(({ alarms }) => alarms));
  for (let before = -1; before < unknown.size; ) {
    before = unknown.size;
    for (const each of definitions)
      if (beneath(each).some((child) => unknown.has(child))) unknown.add(each.name);
  }
  return definitions.filter(({ name }) => !unknown.has(name));
}

type Printed = ContentOf<typeof ALARMS>;
/** Reads an alarm, or says what can't be evaluated of it. */
type Reading = readonly [name: string, read: () => AlarmDefinition | Fault];

function metricReadings({ MetricAlarms }: Printed, { account }: Place): readonly Reading[] {
  return MetricAlarms.map((alarm, i) => [
    alarm.AlarmName,
    () => orFault(alarm.AlarmName, `/MetricAlarms/${i}`, () => metricDefinition(alarm, account)),
  ]);
}

function compositeReadings({ MetricAlarms, CompositeAlarms = [] }: Printed): readonly Reading[] {
  const names = [...MetricAlarms, ...CompositeAlarms].map(({ AlarmName }) => AlarmName);
  return CompositeAlarms.map((alarm, i) => [
    alarm.AlarmName ?? '',
    () => orFault(alarm.AlarmName, `/CompositeAlarms/${i}`, () => compositeDefinition(alarm, names)),
  ]);
}

function beneath(definition: AlarmDefinition): readonly string[] {
  if (definition.kind === 'metric') return [];
  const { rule, suppressor } = definition;
  return [...rule.children, ...(suppressor ? [suppressor.name] : [])];
}

function orFault(
  name: string | undefined,
  at: Pointer,
  read: () => AlarmDefinition,
): AlarmDefinition | Fault {
  try {
    return read();
  } catch (error) {
    if (error instanceof NotEvaluated) return faultOf(error, at, name);
    throw error;
  }
}

function faultOf({ message, within }: NotEvaluated, at: Pointer, name = ''): Fault {
  return {
    at: `${at}${within}`,
    words: `the rehearsed CloudWatch can't evaluate ${message}, in the alarm ${name} (rehearsal/world/SPEC.md)`,
  };
}
