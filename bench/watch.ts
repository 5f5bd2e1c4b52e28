/**
 * What Watch costs: minutes of it over 100 zones with 10,000 names are played within Route 53's limits on a clock that only waits
 * move, and a week of such minutes is priced, without any free tier.
 */

import { dollarsOf, type Item } from '../plan/cost/prices.ts';
import { watchItems } from '../plan/cost/watch.ts';
import { type WatchedMinute, watchedMinutes } from '../test/support/migration/watched-zones.ts';
import { countRow, type Row } from './row.ts';

const LARGE = { zones: 100, names: 10_000 };
const SMALL = { zones: 2, names: 10 };
const MINUTES = 12;
const WEEK = 7 * 24 * 60;

export async function watchRows(): Promise<{ rows: Row[]; items: readonly Item[] }> {
  const waiting = await watchedMinutes({ ...LARGE, minutes: MINUTES, waits: true });
  const beside = await watchedMinutes({ ...LARGE, minutes: MINUTES, waits: false });
  const small = await watchedMinutes({ ...SMALL, minutes: MINUTES, waits: true });
  const items = weekOf(LARGE, waiting);
  const few = dollarsOf(weekOf(SMALL, small));
  const most = (
    minutes: readonly WatchedMinute[],
    of: keyof Pick<WatchedMinute, 'calls' | 'throttled' | 'seconds'>,
  ) => Math.max(...minutes.map((minute) => minute[of]));
  const what = `${LARGE.zones} zones and ${LARGE.names.toLocaleString('en')} names watched`;
  const dollars = dollarsOf(items);
  return {
    items,
    rows: [
      countRow(
        `${what}: calls of Route 53 a minute`,
        `${most(waiting, 'calls')}`,
        most(waiting, 'calls'),
        130,
      ),
      countRow(
        `${what}: seconds a minute while the run waits`,
        most(waiting, 'seconds').toFixed(1),
        most(waiting, 'seconds'),
        10,
      ),
      countRow(
        `${what}: most of what is left to others that is taken beside a step, in any stretch of time`,
        `${(100 * largestShare(beside)).toFixed(0)} %`,
        largestShare(beside),
        1.01,
      ),
      countRow(`${what}: calls throttled`, `${most(beside, 'throttled')}`, most(beside, 'throttled'), 0),
      countRow(
        `${what}: dollars a week, without free tier and dashboard`,
        `$${dollars.toFixed(3)}`,
        dollars,
        0.3,
      ),
      countRow('two zones with ten names watched: dollars a week', `$${few.toFixed(3)}`, few, 0.05),
    ],
  };
}

function weekOf({ zones, names }: typeof LARGE, minutes: readonly WatchedMinute[]): readonly Item[] {
  const seconds = minutes.reduce((sum, minute) => sum + minute.seconds, 0) / minutes.length;
  return watchItems({ zones, names, minutes: WEEK, seconds, measured: undefined });
}

/** A step and Watch never throttle each other if this is at most 1: of 50 at once and 10 a second, the fifth that is left. */
function largestShare(minutes: readonly WatchedMinute[]): number {
  const shares = minutes.flatMap(({ at }) =>
    at.flatMap((from, i) => at.slice(i).map((to, more) => (more + 1) / (10 + (2 * (to - from)) / 1000))),
  );
  return Math.max(...shares);
}
