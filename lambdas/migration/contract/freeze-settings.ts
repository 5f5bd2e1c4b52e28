/** When no step begins and no legacy record is retired. A rollback doesn't ask. */
export interface FreezeSettings {
  /** As IANA names it: `Europe/Berlin`. */
  readonly timeZone: string;
  /** At least one. They may overlap. */
  readonly windows: readonly FreezeWindow[];
}

export interface FreezeWindow {
  /** Each week, `Fri 16:00`, or once, `2026-12-18 12:00`: both local, both of the same form. */
  readonly kind: 'weekly' | 'once';
  readonly from: string;
  /** After `from`; of each week: another time, in the week after where it is before `from`. */
  readonly until: string;
  /** For people; '' where nobody gave a reason. */
  readonly why: string;
}

const OF_WEEK = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun) ([01]\d|2[0-3]):([0-5]\d)$/;
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const MINUTES_OF_DAY = 1440;
export const MINUTES_OF_WEEK = 7 * MINUTES_OF_DAY;

/** Minutes from Monday 00:00 to `Fri 16:00`; undefined where the text has another form. */
export function minuteOfWeek(text: string): number | undefined {
  const [, day, hour, minute] = OF_WEEK.exec(text) ?? [];
  if (day === undefined) return undefined;
  return WEEKDAYS.indexOf(day) * MINUTES_OF_DAY + Number(hour) * 60 + Number(minute);
}

/** From when to when a window of each week lasts, in minutes from Monday 00:00; `until` may be in the week after. */
export function spanOfWeek({ from, until }: FreezeWindow): readonly [from: number, until: number] {
  const [begin = 0, end = 0] = [minuteOfWeek(from), minuteOfWeek(until)];
  return [begin, end > begin ? end : end + MINUTES_OF_WEEK];
}

/** `Fri 16:00 to Mon 08:00, Europe/Berlin: no changes at the weekend`. */
export function windowInWords({ from, until, why }: FreezeWindow, timeZone: string): string {
  return `${from} to ${until}, ${timeZone}${why === '' ? '' : `: ${why}`}`;
}
