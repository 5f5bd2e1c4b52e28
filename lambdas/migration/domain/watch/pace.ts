/** How much of Route 53's limits Watch takes, and which zones' names it looks at in which minute. */
import type { Route53Settings } from '../../contract/settings.ts';

/**
 * While a step may be at work, Watch takes what that leaves to others, so the two never throttle each other. While the run
 * waits nobody of this software writes, and Watch takes what a step would.
 */
export function watchedLimits(limits: Route53Settings, waits: boolean): Route53Settings {
  return waits ? limits : { ...limits, leftForOthers: 1 - limits.leftForOthers };
}

/** Record sets of a name in the middle of a migration: of IPv4 and IPv6 for legacy and the cluster. */
const SETS_OF_NAME = 4;
const SETS_OF_PAGE = 300;
/** Pages of names that are read in a minute, beside the fences. */
const PAGES_A_MINUTE = 20;

/**
 * In how many minutes all names are looked at once. A fence is a small page and is read each minute; names are large ones.
 * @param names how many are moved in each zone
 */
export function roundMinutes(names: readonly number[]): number {
  const pages = names.map((count) => Math.ceil((count * SETS_OF_NAME) / SETS_OF_PAGE));
  return Math.max(1, Math.ceil(pages.reduce((sum, each) => sum + each, 0) / PAGES_A_MINUTE));
}

/** Whether the names of this zone are looked at in the minute of `now`, epoch milliseconds. */
export function looksAtNames(zoneIndex: number, minutes: number, now: number): boolean {
  return (zoneIndex + Math.floor(now / 60_000)) % minutes === 0;
}
