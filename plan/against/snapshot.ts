/** What two snapshots say differently of the same migration. */
import type { MigrationPlan, WatchedAlarm } from '../plan-document.ts';

export function snapshotChanges(before: MigrationPlan, after: MigrationPlan): readonly string[] {
  return [...recordChanges(before, after), ...alarmChanges(before.watched ?? [], after.watched ?? [])];
}

/** Of names that both move: what legacy answers with. */
function recordChanges(before: MigrationPlan, after: MigrationPlan): readonly string[] {
  const old = answersOf(before);
  return [...answersOf(after)].flatMap(([name, answer]) => {
    const then = old.get(name);
    return then === undefined || then === answer ? [] : [`legacy's ${name}: ${then} → ${answer}`];
  });
}

/** By name, as the first phase that changes it finds it. */
function answersOf({ plan }: MigrationPlan): ReadonlyMap<string, string> {
  const answers = new Map<string, string>();
  for (const { name, from } of 'notMade' in plan ? [] : plan.phases.flatMap(({ changes }) => changes))
    if (!answers.has(name)) answers.set(name, from);
  return answers;
}

/** Of alarms that both watch; which ones do is a setting. */
function alarmChanges(before: readonly WatchedAlarm[], after: readonly WatchedAlarm[]): readonly string[] {
  return after.flatMap(({ name, definition: now }) => {
    const old = before.find((each) => each.name === name)?.definition;
    if (!old) return [];
    const attributes = [...new Set([...Object.keys(old), ...Object.keys(now)])];
    const changes = attributes.flatMap((attribute) =>
      old[attribute] === now[attribute]
        ? []
        : [`${attribute} ${old[attribute] ?? 'nothing'} → ${now[attribute] ?? 'nothing'}`],
    );
    return changes.length > 0 ? [`alarm ${name}: ${changes.join(', ')}`] : [];
  });
}
