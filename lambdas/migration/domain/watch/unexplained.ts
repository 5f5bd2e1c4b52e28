/** Foreign writes of which nobody knows yet who made them: what Watch looks for in CloudTrail, and for how long. */
import { shortHash } from '../../../shared/domain/hash.ts';
import { later } from '../../../shared/domain/time.ts';
import type { ChangedName, ZoneWatched } from './judge-zone.ts';
import type { SoughtName, Unexplained, UnexplainedWrite } from './unexplained-write.ts';
import { soughtSet } from './write-call.ts';

/** Source: "CloudTrail typically delivers events within an average of about 5 minutes of an API call. This time is not guaranteed." */
export const LOOKED_FOR_SECONDS = 1200;
/** Clocks differ, and CloudTrail's times are whole seconds. */
export const SLACK_SECONDS = 60;
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

/**
 * With what people were notified of.
 * @param events ids of the calls
 * @param more whether another call may still become known: then the question stays until its time is over
 */
export function withAnswered(
  kept: Unexplained,
  key: string,
  { events, more }: { readonly events: readonly string[]; readonly more: boolean },
): Unexplained {
  return {
    ...kept,
    writes: kept.writes.flatMap((write) => {
      if (write.key !== key) return [write];
      return more ? [{ ...write, answered: true as const }] : [];
    }),
    told: [...kept.told, ...events.filter((id) => !kept.told.includes(id))].slice(-MOST_KNOWN),
  };
}

/** Without the answered questions of which the time is over. */
export function withoutOver(kept: Unexplained, now: number): Unexplained {
  const writes = kept.writes.filter((write) => !write.answered || now < soughtUntil(write));
  return writes.length === kept.writes.length ? kept : { ...kept, writes };
}

/** Until when CloudTrail may still learn of it, epoch milliseconds. */
export function soughtUntil({ to }: UnexplainedWrite): number {
  return Date.parse(to) + (LOOKED_FOR_SECONDS - SLACK_SECONDS) * 1000;
}

/** Whether Watch has something to look for, so that its schedule stays. */
export function isSeeking(kept: Unexplained | undefined, now: number): boolean {
  // A few minutes more: the last look is the one that says that there is nothing, or that nobody else wrote.
  return kept?.writes.some((write) => now < soughtUntil(write) + 300_000) ?? false;
}

/** Epoch milliseconds. */
export function foundTime({ to }: UnexplainedWrite): number {
  return Date.parse(to) - SLACK_SECONDS * 1000;
}

function soughtOf({ name, now, was }: ChangedName): SoughtName {
  return { name, now: now.map(soughtSet), ...(was && { was: was.map(soughtSet) }) };
}

function knownAs(zoneId: string, { name, now }: SoughtName): string {
  const contents = now.map(({ content }) => content).toSorted();
  return shortHash([zoneId, name, ...contents].join(' '));
}
