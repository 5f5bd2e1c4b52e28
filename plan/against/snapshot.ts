/** What two snapshots say differently of the same migration. */
import { boundInWords, type HeldConnections } from '../../lambdas/migration/domain/connections.ts';
import type { MigrationPlan, WatchedAlarm } from '../plan-document.ts';

export function snapshotChanges(before: MigrationPlan, after: MigrationPlan): readonly string[] {
  return [
    ...recordChanges(before, after),
    ...connectionChanges(heldIn(before), heldIn(after)),
    ...alarmChanges(before.watched ?? [], after.watched ?? []),
  ];
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

/** By load balancer; none in a plan of an earlier version, which knows nothing of them. */
function heldIn({ plan }: MigrationPlan): ReadonlyMap<string, HeldConnections> {
  const { connections } = 'notMade' in plan ? {} : (plan as Partial<typeof plan>);
  return new Map(
    [...(connections?.legacy ?? []), ...(connections ? [connections.cluster] : [])].map((held) => [
      held.at,
      held,
    ]),
  );
}

/** Of load balancers that are in both. */
function connectionChanges(
  before: ReadonlyMap<string, HeldConnections>,
  after: ReadonlyMap<string, HeldConnections>,
): readonly string[] {
  return [...after.values()].flatMap((held) => {
    const old = before.get(held.at);
    if (!old) return [];
    const [was, is] = [boundInWords(old), boundInWords(held)];
    return was === is ? [] : [`open connections to ${held.at} last: ${was} → ${is}`];
  });
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
