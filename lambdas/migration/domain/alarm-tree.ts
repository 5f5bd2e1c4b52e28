/** A composite alarm, and all that it rests on. */

import type { Alarm, CompositeAlarm } from './alarm.ts';
import { alarmsNamedIn, canBeTrue, parseAlarmRule } from './alarm-rule.ts';
import type { Reading } from './reading.ts';

/** Undefined where CloudWatch has no such alarm. */
export type AlarmRead = Reading<Alarm | undefined>;

/** An alarm that a rule refers to, itself or by way of other composite alarms. */
export interface AlarmBeneath {
  readonly name: string;
  readonly alarm: AlarmRead;
}

export interface AlarmTree extends AlarmBeneath {
  /** Each once, the nearest first; empty for a metric alarm. */
  readonly beneath: readonly AlarmBeneath[];
}

/** The alarms that one refers to; none where its rule, or the alarm, isn't known. */
export function childrenOf(alarm: AlarmRead | undefined): readonly string[] {
  const composite = alarm?.known ? alarm.value : undefined;
  return composite?.kind === 'composite' ? alarmsNamedIn(composite.rule) : [];
}

/** @param read every alarm that can be reached from `name`, by name */
export function treeOf(name: string, read: ReadonlyMap<string, AlarmRead>): AlarmTree {
  const reached = new Set([name]);
  // A set that grows while it is walked: each alarm is reached once, also in a circle.
  for (const each of reached) for (const child of childrenOf(read.get(each))) reached.add(child);
  const [root, ...beneath] = [...reached].map((each) => ({ name: each, alarm: read.get(each) ?? NOT_READ }));
  return { ...(root ?? { name, alarm: NOT_READ }), beneath };
}

const NOT_READ: AlarmRead = { known: false, why: 'it was not read' };

/** What is wrong with the rules of a tree, each as the end of a sentence about its root: `rests on b, whose rule …`. */
export function ruleProblems(tree: AlarmTree): readonly string[] {
  const composites = [tree, ...tree.beneath].flatMap(({ alarm }) =>
    alarm.known && alarm.value?.kind === 'composite' ? [alarm.value] : [],
  );
  const problems = composites.flatMap((each) => problemOf(each, each.name === tree.name));
  const circle = circleIn(tree);
  if (circle.length > 0)
    problems.push(`rests on a circle of alarms, which CloudWatch does not evaluate: ${circle.join(' → ')}`);
  return problems;
}

function problemOf({ name, rule }: CompositeAlarm, isRoot: boolean): string[] {
  const parsed = parseAlarmRule(rule);
  if (!parsed.known)
    return [`${isRoot ? 'has a rule that' : `rests on ${name}, whose rule`} cannot be read: ${parsed.why}`];
  if (isRoot && !canBeTrue(parsed.value)) return ['has a rule that is never true'];
  return [];
}

/** The names on a way that leads back to its beginning; empty where there is none. */
function circleIn(tree: AlarmTree): readonly string[] {
  const children = new Map([tree, ...tree.beneath].map(({ name, alarm }) => [name, childrenOf(alarm)]));
  const clear = new Set<string>();
  const follow = (name: string, way: readonly string[]): readonly string[] => {
    if (clear.has(name)) return [];
    const begin = way.indexOf(name);
    if (begin >= 0) return [...way.slice(begin), name];
    for (const child of children.get(name) ?? []) {
      const circle = follow(child, [...way, name]);
      if (circle.length > 0) return circle;
    }
    clear.add(name);
    return [];
  };
  return follow(tree.name, []);
}
