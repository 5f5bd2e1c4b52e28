/** Foreign writes of which nobody knows yet who made them: what Watch looks for in CloudTrail, and for how long. */
import { shortHash } from '../../../shared/domain/hash.ts';
import { later, timeAt } from '../../../shared/domain/time.ts';
import type { ChangedName, ZoneWatched } from './judge-zone.ts';
import type { SoughtName, Unexplained, UnexplainedWrite } from './unexplained-write.ts';
import { contentOf } from './write-call.ts';

/** Source: "CloudTrail typically delivers events within an average of about 5 minutes of an API call. This time is not guaranteed." */
export const LOOKED_FOR_SECONDS = 1200;
/** Clocks differ, and CloudTrail's times are whole seconds. */
const SLACK_SECONDS = 60;
/** More names than that are changed by one call, or by one tool: these tell whose. */
const MOST_NAMES = 100;
/** Of what was asked about before. */
const MOST_KNOWN = 500;

export function nothingUnexplained(run: string): Unexplained {
  return { run, turn: 0, writes: [], known: [], told: [] };
}

/** When each zone was last as it should be, epoch milliseconds. Undefined: not known. */
export type GoodLooks = (zoneId: string) => number | undefined;

/** With the writes that were found now, and that nobody has asked about. */
export function withFound(
  kept: Unexplained,
  zones: readonly ZoneWatched[],
  { now, goodLook }: { readonly now: number; readonly goodLook: GoodLooks },
): Unexplained {
  const found = zones.flatMap((zone) => {
    if (zone.kind !== 'foreign') return [];
    const names = zone.changed
      .map(soughtOf)
      .filter((name) => !kept.known.includes(knownAs(zone.zoneId, name)));
    if (names.length === 0) return [];
    const { zoneId, zone: zoneName } = zone;
    const since = goodLook(zoneId) ?? now - LOOKED_FOR_SECONDS * 1000;
    return [
      {
        key: shortHash(names.map((name) => knownAs(zoneId, name)).join()),
        zoneId,
        zone: zoneName,
        names: names.slice(0, MOST_NAMES),
        from: later(since, -SLACK_SECONDS),
        to: later(now, SLACK_SECONDS),
      },
    ];
  });
  if (found.length === 0) return kept;
  const asked = found.flatMap(({ zoneId, names }) => names.map((name) => knownAs(zoneId, name)));
  return {
    ...kept,
    writes: [...kept.writes, ...found],
    known: [...kept.known, ...asked].slice(-MOST_KNOWN),
  };
}

/** Without a write that people were notified about, by these events. */
export function withAnswered(kept: Unexplained, key: string, events: readonly string[]): Unexplained {
  return {
    ...kept,
    writes: kept.writes.filter((write) => write.key !== key),
    told: [...kept.told, ...events].slice(-MOST_KNOWN),
  };
}

/** Until when CloudTrail may still learn of it, epoch milliseconds. */
export function soughtUntil({ to }: UnexplainedWrite): number {
  return Date.parse(to) + (LOOKED_FOR_SECONDS - SLACK_SECONDS) * 1000;
}

/** Whether Watch has something to look for, so that its schedule stays. */
export function isSeeking(kept: Unexplained | undefined, now: number): boolean {
  // A few minutes more: the last look is the one that says that there is nothing.
  return kept?.writes.some((write) => now < soughtUntil(write) + 300_000) ?? false;
}

export function foundAt({ to }: UnexplainedWrite): string {
  return timeAt(Date.parse(to) - SLACK_SECONDS * 1000);
}

function soughtOf({ name, now }: ChangedName): SoughtName {
  return { name, now: now.map(contentOf).toSorted() };
}

function knownAs(zoneId: string, { name, now }: SoughtName): string {
  return shortHash([zoneId, name, ...now].join(' '));
}
