/** What a freeze must keep from happening. Reads the zones' history, and local times as a wall clock shows them. */

import type { FreezeSettings, FreezeWindow } from '../../../lambdas/migration/contract/freeze-settings.ts';
import type { ZoneVersion } from '../../route53/index.ts';
import type { Scene } from '../../scenes/migration/scene.ts';
import type { MigrationCheck } from './evidence.ts';

/** When the time is asked for, and when the batch is accepted, are not the same moment. Milliseconds. */
const ON_ITS_WAY = 30_000;
/** A frozen step begins within this time after the freeze, milliseconds. */
const SOON = 5 * 60_000;

/** The windows that `at` (epoch milliseconds) is in. */
export function windowsAt(at: number, { timeZone, windows }: FreezeSettings): readonly FreezeWindow[] {
  const { week, day } = wallClock(at, timeZone);
  return windows.filter(({ kind, from, until }) => {
    if (kind === 'once') return from <= day && day < until;
    const [begin, end] = [inOrder(from), inOrder(until)];
    return begin < end ? begin <= week && week < end : begin <= week || week < end;
  });
}

/** Windows that come once, and are over at `at` (epoch milliseconds). */
export function endedBefore(at: number, { timeZone, windows }: FreezeSettings): readonly FreezeWindow[] {
  const { day } = wallClock(at, timeZone);
  return windows.filter(({ kind, until }) => kind === 'once' && until <= day);
}

/** `5 16:00` on a Friday, and `2026-12-18 16:00`: texts that sort as the times do. */
function wallClock(at: number, timeZone: string): { readonly week: string; readonly day: string } {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone,
    hourCycle: 'h23',
    weekday: 'short',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  }).formatToParts(at);
  const { year, month, day, weekday, hour, minute } = Object.fromEntries(
    parts.map(({ type, value }) => [type, value]),
  );
  return { week: inOrder(`${weekday} ${hour}:${minute}`), day: `${year}-${month}-${day} ${hour}:${minute}` };
}

function inOrder(timeOfWeek: string): string {
  const day = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(timeOfWeek.slice(0, 3));
  return `${day} ${timeOfWeek.slice(4)}`;
}

/** No step is made in a freeze, and no legacy record retired. */
export function nothingBeginsIn(freeze: FreezeSettings): MigrationCheck {
  return {
    claim: 'No step was made in a freeze, and no legacy record was retired in one',
    contradictions: ({ scene }) =>
      scene.zoneIds.flatMap((zoneId) =>
        begun(scene, zoneId).flatMap(({ number, acceptedAt }) => {
          const before = windowsAt(acceptedAt - ON_ITS_WAY, freeze);
          const [window] = windowsAt(acceptedAt, freeze).filter((one) => before.includes(one));
          return window
            ? [`${zoneId}: batch ${number} at ${iso(acceptedAt)}, in ${window.from} to ${window.until}`]
            : [];
        }),
      ),
  };
}

/** What a freeze delayed began right after it. */
export function somethingBeginsAfter(freeze: FreezeSettings): MigrationCheck {
  return {
    claim: 'A step waited for the end of a freeze, and was made then',
    contradictions: ({ scene }) =>
      scene.zoneIds.flatMap((zoneId) => {
        const times = begun(scene, zoneId).map(({ acceptedAt }) => acceptedAt);
        const isThawed = (at: number) =>
          windowsAt(at, freeze).length === 0 && windowsAt(at - SOON, freeze).length > 0;
        return times.some(isThawed) ? [] : [`${zoneId}: steps were made at ${times.map(iso).join(', ')}`];
      }),
  };
}

/** The versions of a zone in which the fence says a step that it didn't say before, or that legacy's records are retired. */
function begun({ engine, estate }: Pick<Scene, 'engine' | 'estate'>, zoneId: string): readonly ZoneVersion[] {
  let said: string | undefined;
  return engine.history(zoneId).filter(({ after }) => {
    const fences = after.filter(estate.isFence);
    if (fences.length === 0) return false;
    const before = said;
    said = fences
      .flatMap(({ ResourceRecords = [] }) => ResourceRecords)
      .flatMap(({ Value }) => Value.match(/,phase=(?:shift,weight=[\d.]+|drain),/)?.[0] ?? [])
      .at(-1);
    return said !== undefined && said !== before && !said.includes('weight=0,');
  });
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
