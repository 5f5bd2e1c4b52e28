/** The events that must start a rollback, and whether a rule's pattern lets them through. */

/** As EventBridge gets it, as far as patterns may ask about it. */
export type StartingEvent = Readonly<Record<string, unknown>>;

export function alarmFires(arn: string): StartingEvent {
  return {
    ...placeOf(arn),
    source: 'aws.cloudwatch',
    'detail-type': 'CloudWatch Alarm State Change',
    resources: [arn],
    detail: { state: { value: 'ALARM' } },
  };
}

/** An execution of the machine ends so. */
export function executionEnds(stateMachineArn: string, status: string): StartingEvent {
  return {
    ...placeOf(stateMachineArn),
    source: 'aws.states',
    'detail-type': 'Step Functions Execution Status Change',
    detail: { stateMachineArn, status },
  };
}

/** arn:<partition>:<service>:<region>:<account>:… */
function placeOf(arn: string): StartingEvent {
  const [, , , region, account] = arn.split(':');
  return { region, account };
}

/**
 * Whether the pattern lets the event through. The stack's own patterns list exact values; of one with EventBridge's other
 * operators it is not known, so it doesn't.
 * @param pattern what is in the pattern's JSON
 */
export function letsThrough(pattern: unknown, event: unknown): boolean {
  if (Array.isArray(pattern)) {
    const values = [event].flat();
    return pattern.some((wanted) => typeof wanted !== 'object' && values.includes(wanted));
  }
  if (!isObject(pattern)) return false;
  const members = isObject(event) ? event : {};
  return Object.entries(pattern).every(([name, wanted]) => letsThrough(wanted, members[name]));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
