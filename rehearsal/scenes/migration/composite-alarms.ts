/** A composite alarm as CloudWatch describes it → one that the world evaluates. */
import type { ContentOf } from '../../snapshot/file-kind.ts';
import type { ALARMS } from '../../snapshot/kinds/cloudwatch.ts';
import type { CompositeAlarmDefinition, Suppressor } from '../../world/alarm-definition.ts';
import {
  type CompositeRule,
  nameOfAlarm,
  RuleNotRead,
  readCompositeRule,
} from '../../world/composite-rule.ts';
import { NotEvaluated } from './metric-alarms.ts';

type Printed = NonNullable<ContentOf<typeof ALARMS>['CompositeAlarms']>[number];

/** @param known names of all alarms of the snapshot @throws NotEvaluated */
export function compositeDefinition(
  alarm: Printed,
  known: readonly (string | undefined)[],
): CompositeAlarmDefinition {
  const { AlarmName: name = '', AlarmArn: arn, AlarmRule: ruleText = '' } = alarm;
  if (arn === undefined) throw new NotEvaluated('an alarm without its ARN', '/AlarmArn');
  const rule = readRule(ruleText);
  const missing = rule.children.filter((child) => !known.includes(child));
  if (missing.length > 0)
    throw new NotEvaluated(`a rule on ${missing.join(', ')}, which the snapshot lacks`, '/AlarmRule');
  const suppressor = suppressorOf(alarm);
  if (suppressor && !known.includes(suppressor.name))
    throw new NotEvaluated(
      `the suppressor ${suppressor.given}, which the snapshot lacks`,
      '/ActionsSuppressor',
    );
  return {
    kind: 'composite',
    name,
    arn,
    description: alarm.AlarmDescription ?? '',
    ruleText,
    rule,
    ...(suppressor && { suppressor }),
    actionsEnabled: alarm.ActionsEnabled ?? true,
  };
}

/** The names on a way of rules that leads back to its beginning; empty where there is none. */
export function circleIn(alarms: readonly CompositeAlarmDefinition[]): readonly string[] {
  const rules = new Map(alarms.map(({ name, rule }) => [name, rule.children]));
  const clear = new Set<string>();
  const follow = (name: string, way: readonly string[]): readonly string[] => {
    if (clear.has(name)) return [];
    const begin = way.indexOf(name);
    if (begin >= 0) return [...way.slice(begin), name];
    for (const child of rules.get(name) ?? []) {
      const circle = follow(child, [...way, name]);
      if (circle.length > 0) return circle;
    }
    clear.add(name);
    return [];
  };
  for (const { name } of alarms) {
    const circle = follow(name, []);
    if (circle.length > 0) return circle;
  }
  return [];
}

function readRule(text: string): CompositeRule {
  try {
    return readCompositeRule(text);
  } catch (error) {
    if (error instanceof RuleNotRead) throw new NotEvaluated(error.message, '/AlarmRule');
    throw error;
  }
}

function suppressorOf(alarm: Printed): Suppressor | undefined {
  const { ActionsSuppressor: given } = alarm;
  if (given === undefined) return undefined;
  return {
    given,
    name: nameOfAlarm(given),
    waitSeconds: alarm.ActionsSuppressorWaitPeriod ?? 0,
    extensionSeconds: alarm.ActionsSuppressorExtensionPeriod ?? 0,
  };
}
