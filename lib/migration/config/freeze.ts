/** When no step begins and nothing is retired. */
import { Temporal } from 'temporal-polyfill';
import {
  type FreezeSettings,
  type FreezeWindow,
  MINUTES_OF_WEEK,
  minuteOfWeek,
  spanOfWeek,
} from '../../../lambdas/migration/contract/freeze-settings.ts';
import { isDay } from '../../../lambdas/shared/contract/day.ts';
import type { Place } from '../../shared/config/place.ts';
import { readLine, readText } from '../../shared/config/values.ts';

const EXAMPLE = "freeze: { timeZone: 'Europe/Berlin', windows: [{ from: 'Fri 16:00', until: 'Mon 08:00' }] }";
const TIME = "a time of each week, 'Fri 16:00', or of one day, '2026-12-18 12:00'";
const TIME_EXAMPLE = "'Fri 16:00', for example";
const OF_DAY = /^(\d{4}-\d{2}-\d{2})[ T]((?:[01]\d|2[0-3]):[0-5]\d)$/;

/** @param now epoch milliseconds */
export function readFreeze(place: Place, now: number): FreezeSettings | undefined {
  if (place.isLeftOut) return undefined;
  const fields = place.fields(['timeZone', 'windows'], {
    what: 'a freeze',
    example: EXAMPLE,
    synonyms: { tz: 'timeZone', zone: 'timeZone' },
  });
  if (!fields) return undefined;
  const timeZone = readTimeZone(fields.timeZone);
  const places = fields.windows.items({ of: 'a window', atLeast: 1, atMost: 100, example: EXAMPLE });
  const read = (places ?? []).map((at) => ({ at, window: readWindow(at) }));
  const windows = read.flatMap(({ window }) => window ?? []);
  if (!timeZone || windows.length === 0) return undefined;
  for (const { at, window } of read)
    if (window?.kind === 'once' && isOver(window.until, timeZone, now))
      at.warning('freeze-over', `the window ended at ${window.until}, so it delays nothing`);
  if (longestWeekly(windows) === MINUTES_OF_WEEK)
    return fields.windows.problem(
      'windows that leave some of each week free, or no step ever begins',
      'shorter windows',
      'windows that cover the whole week',
    );
  return { timeZone, windows };
}

function isOver(until: string, timeZone: string, now: number): boolean {
  return Temporal.PlainDateTime.from(until).toZonedDateTime(timeZone).epochMilliseconds <= now;
}

function readTimeZone(place: Place): string | undefined {
  const what = 'a time zone as IANA names it';
  const example = "'Europe/Berlin' or 'UTC', for example";
  const text = readText(place, { what, example });
  if (text === undefined) return undefined;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone;
  } catch {
    return place.problem(what, example);
  }
}

function readWindow(place: Place): FreezeWindow | undefined {
  const fields = place.fields(['from', 'until', 'why'], {
    what: 'a window of a freeze',
    synonyms: { start: 'from', end: 'until', to: 'until', reason: 'why' },
  });
  if (!fields) return undefined;
  const from = readTime(fields.from);
  const until = readTime(fields.until);
  const why = fields.why.isLeftOut
    ? ''
    : readLine(fields.why, { what: 'why it is frozen', example: "'no changes at the weekend'" }, 200);
  if (from === undefined || until === undefined || why === undefined) return undefined;
  const kind = kindOf(from);
  if (kindOf(until) !== kind)
    return fields.until.problem(
      'a time in the same form as `from`: both of each week, or both of one day',
      kind === 'once' ? "'2027-01-04 08:00', for example" : "'Mon 08:00', for example",
    );
  if (kind === 'once' && until <= from)
    return fields.until.problem(`a time after ${from}, when the window begins`, 'a later time');
  if (until === from)
    return fields.until.problem(
      'another time than `from`, or no step ever begins',
      "'Mon 08:00', for example",
    );
  return { kind, from, until, why };
}

function kindOf(time: string): FreezeWindow['kind'] {
  return minuteOfWeek(time) === undefined ? 'once' : 'weekly';
}

/** `Fri 16:00` or `2026-12-18 12:00`. */
function readTime(place: Place): string | undefined {
  if (place.value instanceof Date) return place.problem(TIME, TIME_EXAMPLE, 'a Date');
  const text = readText(place, { what: TIME, example: TIME_EXAMPLE });
  if (text === undefined || minuteOfWeek(text) !== undefined) return text;
  const [, date, time] = OF_DAY.exec(text) ?? [];
  return date !== undefined && isDay(date) ? `${date} ${time}` : place.problem(TIME, TIME_EXAMPLE);
}

/**
 * The longest that windows may delay a run that begins something `times` times, seconds: every single window once, and the
 * longest stretch of each week every time, and once more for each single window, which may lead from one such stretch to the next.
 */
export function longestFrozen({ windows }: FreezeSettings, times: number): number {
  const single = windows.filter(({ kind }) => kind === 'once');
  const minutes = single.map(({ from, until }) =>
    Temporal.PlainDateTime.from(from).until(until).total({ unit: 'minutes' }),
  );
  const stretches = times + single.length;
  return (minutes.reduce((sum, one) => sum + one, 0) + stretches * longestWeekly(windows)) * 60;
}

/** The longest stretch of each week without a gap, minutes; a whole week if there is no gap at all. */
function longestWeekly(windows: readonly FreezeWindow[]): number {
  const spans = windows.filter(({ kind }) => kind === 'weekly').map(spanOfWeek);
  const twoWeeks = spans.flatMap(([from, until]) => [
    { from, until },
    { from: from + MINUTES_OF_WEEK, until: until + MINUTES_OF_WEEK },
  ]);
  const ordered = twoWeeks.toSorted((a, b) => a.from - b.from);
  const lengths = spans.map(([begin]) => {
    const end = ordered.reduce((to, { from, until }) => (from <= to && until > to ? until : to), begin);
    return Math.min(end - begin, MINUTES_OF_WEEK);
  });
  return Math.max(0, ...lengths);
}
