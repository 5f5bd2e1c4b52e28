/** ISO 8601 of `seconds` after `instant` (ISO 8601 or epoch milliseconds). */
export function later(instant: string | number, seconds: number): string {
  return new Date(new Date(instant).getTime() + seconds * 1000).toISOString();
}

/** The latest of some instants (ISO 8601, UTC); undefined when there are none. */
export function latest(instants: readonly string[]): string | undefined {
  return instants.toSorted().at(-1);
}
