import type { Template, Value } from './template.ts';

/**
 * EventBridge's patterns, as far as this project uses them: a field's list holds the values that match, a field of
 * the event that is a list matches when one of its values does, and what the pattern doesn't name doesn't matter.
 */
export function matches(pattern: unknown, event: unknown): boolean {
  if (Array.isArray(pattern)) {
    const values = Array.isArray(event) ? event : [event];
    return values.some((value) => pattern.includes(value));
  }
  if (pattern === null || typeof pattern !== 'object') throw new Error(`Not a pattern: ${String(pattern)}`);
  return Object.entries(pattern).every(([field, inner]) => {
    const value = (event as Record<string, unknown> | undefined)?.[field];
    return value !== undefined && matches(inner, value);
  });
}

export interface Target {
  readonly Arn: Value;
  readonly RoleArn: string;
  readonly DeadLetterConfig: { readonly Arn: string };
  readonly RetryPolicy: { readonly MaximumEventAgeInSeconds: number; readonly MaximumRetryAttempts: number };
}

/** Where an event is sent. */
export function targetsOf(event: unknown, template: Template): Target[] {
  return template
    .resources('AWS::Events::Rule')
    .filter(({ Properties }) => Properties.State === 'ENABLED' && matches(Properties.EventPattern, event))
    .flatMap(({ Properties }) => Properties.Targets as unknown as Target[]);
}

/** What an event starts. */
export function startedBy(event: unknown, template: Template): Value[] {
  return targetsOf(event, template).map(({ Arn }) => Arn);
}
