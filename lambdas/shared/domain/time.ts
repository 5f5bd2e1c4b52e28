/** Times as texts: ISO 8601 in UTC, as Step Functions' `Timestamp` takes them. */

/** Of an ISO 8601 text or epoch milliseconds. Always with milliseconds, so that texts of it sort as the times do. */
export function timeAt(at: string | number): string {
  return new Date(at).toISOString();
}

/** Epoch milliseconds as people read them: exact, without empty milliseconds. */
export function instant(ms: number): string {
  return timeAt(ms).replace('.000Z', 'Z');
}

/** `seconds` after `at` (ISO 8601 or epoch milliseconds). */
export function later(at: string | number, seconds: number): string {
  return timeAt(new Date(at).getTime() + seconds * 1000);
}

/** The latest of some that `timeAt` wrote; undefined when there are none. */
export function latest(times: readonly string[]): string | undefined {
  return times.toSorted().at(-1);
}
