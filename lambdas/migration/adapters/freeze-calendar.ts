import { Temporal } from 'temporal-polyfill';
import {
  type FreezeSettings,
  type FreezeWindow,
  spanOfWeek,
  windowInWords,
} from '../contract/freeze-settings.ts';
import type { Freeze } from '../domain/freeze.ts';

/** How far windows of each week are laid out: longer than the longest run. */
const WEEKS_AHEAD = 60;

type Span = readonly [from: Temporal.PlainDateTime, until: Temporal.PlainDateTime];

/**
 * The freezes around `now` and after it, by the calendar of the time zone. A local time that the clocks skip is taken as much
 * later as they are put forward; of one that they repeat, the first.
 * @param now epoch milliseconds
 */
export function freezesFrom(freeze: FreezeSettings | undefined, now: number): readonly Freeze[] {
  if (!freeze) return [];
  const { timeZone, windows } = freeze;
  const epochMs = (local: Temporal.PlainDateTime) => local.toZonedDateTime(timeZone).epochMilliseconds;
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone).toPlainDate();
  return windows.flatMap((window) => {
    const spans = window.kind === 'once' ? [single(window)] : weekly(window, today);
    const words = windowInWords(window, timeZone);
    return spans.map(([from, until]) => ({ from: epochMs(from), until: epochMs(until), window: words }));
  });
}

function single({ from, until }: FreezeWindow): Span {
  return [Temporal.PlainDateTime.from(from), Temporal.PlainDateTime.from(until)];
}

/** From last week's on, which may still last. */
function weekly(window: FreezeWindow, today: Temporal.PlainDate): readonly Span[] {
  const monday = today.subtract({ days: today.dayOfWeek - 1 }).toPlainDateTime();
  const [from, until] = spanOfWeek(window);
  return Array.from({ length: WEEKS_AHEAD }, (_, i) => {
    const week = monday.add({ weeks: i - 1 });
    return [week.add({ minutes: from }), week.add({ minutes: until })];
  });
}
