import type { MigrationSettings } from '../../lambdas/migration/contract/settings.ts';
import { alarmsNamedIn } from '../../lambdas/migration/domain/alarm-rule.ts';
import { ALARMS } from '../../rehearsal/snapshot/kinds/cloudwatch.ts';
import type { Snapshot } from '../../rehearsal/snapshot/snapshot.ts';
import type { WatchedAlarm } from '../plan-document.ts';

/** What changes with the alarm's state, or whenever somebody writes it again. */
const PASSING =
  /^(Alarm(Name|Arn|ConfigurationUpdatedTimestamp)|State\w*|EvaluationState|ActionsSuppressed\w+)$/;

/** The alarms that roll back, and all that they rest on, as a snapshot has them. */
export function watchedIn(snapshot: Snapshot, settings: MigrationSettings): readonly WatchedAlarm[] {
  const { MetricAlarms = [], CompositeAlarms = [] } = snapshot.find(ALARMS, settings) ?? {};
  const described = new Map(
    [...MetricAlarms, ...CompositeAlarms].map((alarm) => [alarm.AlarmName ?? '', alarm] as const),
  );
  const names = new Set(settings.alarms.map(({ name }) => name));
  // A set that grows while it is walked: each alarm is reached once, also in a circle.
  for (const name of names) for (const child of childrenOf(described.get(name))) names.add(child);
  return [...names].flatMap((name) => {
    const alarm = described.get(name);
    return alarm ? [{ name, definition: definitionOf(alarm) }] : [];
  });
}

function childrenOf(alarm: object | undefined): readonly string[] {
  return alarm && 'AlarmRule' in alarm ? alarmsNamedIn(String(alarm.AlarmRule)) : [];
}

function definitionOf(alarm: object): Readonly<Record<string, string>> {
  const attributes = Object.entries(alarm).filter(
    ([name, value]) => value !== undefined && !PASSING.test(name),
  );
  return Object.fromEntries(attributes.map(([name, value]) => [name, inText(value)]));
}

/** The CLI lists dimensions, actions and tags in any order. */
function inText(value: unknown): string {
  if (!Array.isArray(value)) return typeof value === 'object' ? JSON.stringify(value) : String(value);
  return value.map(itemText).toSorted().join(', ') || 'none';
}

function itemText(item: unknown): string {
  const { Name, Value } = Object(item) as { readonly Name?: unknown; readonly Value?: unknown };
  if (typeof Name === 'string' && typeof Value === 'string') return `${Name}=${Value}`;
  return typeof item === 'string' ? item : JSON.stringify(item);
}
