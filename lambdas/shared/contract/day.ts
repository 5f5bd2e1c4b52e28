/** Days of the calendar in UTC, as `YYYY-MM-DD`: texts of it sort as the days do. */

const DAY_MS = 86_400_000;

/** The day of a time. @param ms epoch milliseconds */
export function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/** `days` before (negative) or after the day. */
export function dayAfter(day: string, days: number): string {
  return dayOf(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS);
}

/** Whether the text is a day that there is; not the 30th of February. */
export function isDay(text: string): boolean {
  const midnight = Date.parse(`${text}T00:00:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(midnight) && dayOf(midnight) === text;
}
