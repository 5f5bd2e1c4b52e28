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
