/** A stretch of time that a figure shows, epoch milliseconds, and where in it a moment lies. */

export interface Extent {
  readonly from: number;
  readonly until: number;
}

/** @param times ISO 8601 */
export function extentOf(times: { readonly from: string; readonly until: string }): Extent {
  return { from: Date.parse(times.from), until: Date.parse(times.until) };
}

/** Of the width, percent. */
export function place({ from, until }: Extent, at: number): number {
  return until === from ? 0 : (100 * Math.min(Math.max(at - from, 0), until - from)) / (until - from);
}

/** As short as a page needs it. */
export function short(value: number): string {
  return String(Number(value.toFixed(2)));
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const STEPS = [
  MINUTE,
  2 * MINUTE,
  5 * MINUTE,
  10 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
  DAY,
  2 * DAY,
  7 * DAY,
  14 * DAY,
  28 * DAY,
] as const;
const MOST_TICKS = 8;

/** Where there is less room, so many ticks share one label. */
const SHARING = 3;

export interface Tick {
  readonly at: number;
  readonly label: string;
  /** Left out where there is less room. */
  readonly isMinor: boolean;
}

/** Round moments (UTC), at most eight. The last is never minor. Whichever are shown, the first of a day says which day it is. */
export function ticksOf({ from, until }: Extent): readonly Tick[] {
  const step = STEPS.find((each) => (until - from) / each <= MOST_TICKS) ?? 56 * DAY;
  const first = Math.ceil(from / step) * step;
  const count = Math.max(0, Math.floor((until - first) / step) + 1);
  return Array.from({ length: count }, (_, i) => {
    const at = first + i * step;
    const isMinor = (count - 1 - i) % SHARING !== 0;
    const before = i - (isMinor ? 1 : SHARING);
    const isNewDay = before < 0 || day(at) !== day(first + before * step);
    const label = step >= DAY ? day(at) : isNewDay ? `${day(at)} ${time(at)}` : time(at);
    return { at, label, isMinor };
  });
}

/** `Mon 4 Jan`. */
function day(at: number): string {
  const [weekday = '', date = '', month = ''] = new Date(at).toUTCString().split(/,? /);
  return `${weekday} ${Number(date)} ${month}`;
}

function time(at: number): string {
  return new Date(at).toISOString().slice(11, 16);
}

/** `Mon 4 Jan 14:04:24`, UTC. */
export function clock(at: number): string {
  return `${day(at)} ${seconds(at)}`;
}

/** `Mon 4 Jan 2027 14:04:24`, UTC: for what is read years later. @param at ISO 8601 */
export function dated(at: string): string {
  const moment = Date.parse(at);
  return `${day(moment)} ${new Date(moment).getUTCFullYear()} ${seconds(moment)}`;
}

function seconds(at: number): string {
  return new Date(at).toISOString().slice(11, 19);
}
