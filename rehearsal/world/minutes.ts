/** Length of a minute, milliseconds. The world lives minute by minute; moments are epoch milliseconds. */
export const MINUTE = 60_000;

/** Milliseconds. */
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** The whole minute in which `moment` lies. */
export function minuteOf(moment: number): number {
  return Math.floor(moment / MINUTE) * MINUTE;
}
