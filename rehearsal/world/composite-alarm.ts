import {
  AlarmRecord,
  type AlarmStatus,
  type CompositeAlarmDefinition,
  type Suppression,
  type Transition,
} from './alarm-definition.ts';
import { awsTime, longTime } from './aws-time.ts';

/** An alarm as those that rest on it see it. */
export interface Child {
  readonly definition: { readonly arn: string };
  readonly status: AlarmStatus;
  readonly history: readonly Transition[];
}

export type ChildCalled = (name: string) => Child;

/** An alarm on the states of others, judged whenever one of them has been. */
export class CompositeAlarm extends AlarmRecord<CompositeAlarmDefinition> {
  evaluate(at: number, childCalled: ChildCalled): Transition | undefined {
    const { rule, arn } = this.definition;
    const state = rule.isTrue((name) => childCalled(name).status.state) ? 'ALARM' : 'OK';
    if (state === this.status.state) return undefined;
    const children = rule.children.map(childCalled);
    const changed = children.filter(({ history }) => history.at(-1)?.at === at).at(-1);
    return this.change({
      state,
      reason:
        this.history.length === 0
          ? `${arn} was created and its alarm rule evaluates to ${state}`
          : changedReason(changed ?? children[0], at),
      reasonData: JSON.stringify({ triggeringAlarms: triggering(children, state).map(triggerOf) }),
      since: at,
      suppressedBy: this.suppressedAt(at, childCalled, at),
    });
  }

  /**
   * What keeps its actions quiet at a moment. Source: "Suppressing composite alarm actions" in CloudWatch's user guide.
   * @param since when the alarm has changed
   */
  suppressedAt(at: number, childCalled: ChildCalled, since = this.status.since): Suppression | undefined {
    const { suppressor } = this.definition;
    if (!suppressor) return undefined;
    const { status, history } = childCalled(suppressor.name);
    if (status.state === 'ALARM') return 'Alarm';
    const last = history.at(-1);
    const hasLeft = last?.from.state === 'ALARM' && at < last.at + suppressor.extensionSeconds * 1000;
    if (hasLeft) return 'ExtensionPeriod';
    return at < since + suppressor.waitSeconds * 1000 ? 'WaitPeriod' : undefined;
  }
}

function changedReason(child: Child | undefined, at: number): string {
  return `${child?.definition.arn} transitioned to ${child?.status.state} at ${longTime(child?.status.since ?? at)}`;
}

/** Those in ALARM, if it is too; otherwise all, as in the guide's sample events. */
function triggering(children: readonly Child[], state: 'ALARM' | 'OK'): readonly Child[] {
  const inAlarm = children.filter(({ status }) => status.state === 'ALARM');
  return state === 'ALARM' && inAlarm.length > 0 ? inAlarm : children;
}

function triggerOf({ definition, status }: Child): object {
  return { arn: definition.arn, state: { value: status.state, timestamp: awsTime(status.since) } };
}
