import type { Finding } from '../../contract/findings.ts';
import { BAD_ENDS } from '../../contract/roll-back-payloads.ts';
import type { AlarmSettings } from '../../contract/settings.ts';
import { MIGRATE } from '../../contract/states.ts';
import { notesOf } from '../../domain/readiness/finding.ts';
import type { Reading } from '../../domain/reading.ts';
import type { EventRule } from '../../ports/rules.ts';
import { alarmFires, executionEnds, letsThrough, type StartingEvent } from './starting-events.ts';

const notes = notesOf(MIGRATE.verifyRollBack);
const SUBJECT = 'RollBack';
const WHY =
  'Only enabled rules start a rollback automatically: when an alarm fires, or an execution ends without success.';

/** What must start a rollback. */
export interface Starts {
  readonly alarms: readonly Pick<AlarmSettings, 'name' | 'arn'>[];
  /** ARNs of the machines whose ends without success do. */
  readonly machines: { readonly migrate: string; readonly rollBack: string };
}

/** @param found the rules that start RollBack */
export function judgeRules(starts: Starts, found: Reading<readonly EventRule[]>): Finding[] {
  if (!found.known)
    return [
      notes.fail(SUBJECT, 'rules-unreadable', {
        seen: `The rules that start it could not be read: ${found.why}`,
        why: 'Whether an alarm would roll back is unknown.',
        toDo: 'Fix what the message says, then start again.',
      }),
    ];
  const rules = found.value;
  const wrong = [...rules.filter(({ isEnabled }) => !isEnabled).map(disabled), ...missing(starts, rules)];
  if (wrong.length > 0) return wrong;
  const names = rules.map(({ name }) => name).join(', ');
  return [
    notes.pass(SUBJECT, 'rules-enabled', {
      seen: `${rules.length} enabled rules start it: ${names}.`,
      why: 'They roll back by themselves.',
    }),
  ];
}

function disabled({ name, bus }: EventRule): Finding {
  const on = bus === undefined ? '' : ` --event-bus-name ${bus}`;
  return notes.fail(name, 'rule-disabled', {
    seen: 'The rule that starts RollBack is disabled.',
    why: WHY,
    toDo: `Ask whoever disabled it (\`DisableRule\` in CloudTrail), then \`aws events enable-rule --name ${name}${on}\`.`,
  });
}

/** What no rule waits for, be it enabled or not. */
function missing({ alarms, machines }: Starts, rules: readonly EventRule[]): Finding[] {
  const patterns = rules.flatMap(({ pattern }): unknown[] => (pattern === '' ? [] : [JSON.parse(pattern)]));
  const isWaitedFor = (event: StartingEvent) => patterns.some((pattern) => letsThrough(pattern, event));
  return [
    ...alarms
      .filter(({ arn }) => !isWaitedFor(alarmFires(arn)))
      .map(({ name }) => notWaitedFor(name, 'No rule that starts RollBack waits for it to be in ALARM.')),
    ...Object.values(machines).flatMap((arn) => {
      const ends = BAD_ENDS.filter((status) => !isWaitedFor(executionEnds(arn, status)));
      if (ends.length === 0) return [];
      const seen = `No rule that starts RollBack waits for an execution that ends as ${ends.join(', ')}.`;
      return [notWaitedFor(`the end of ${arn.split(':').at(-1)}`, seen)];
    }),
  ];
}

function notWaitedFor(subject: string, seen: string): Finding {
  return notes.fail(subject, 'rule-missing', {
    seen,
    why: WHY,
    toDo: 'Deploy the stack again. If CloudFormation sees no change, its rule was deleted or changed by hand: delete the rest of it, or restore it as the template has it.',
  });
}
