/** How old instances of a kops cluster are, and how old they may become. */

/** Certificates that kops issues end 455 to 485 days after an instance has started, and are not renewed. */
export const CERTIFICATES_END_DAYS = [455, 485] as const;
/** Older ones are to be replaced: that leaves eight weeks to do it. */
export const OLD_DAYS = 400;
const DAY_MS = 86_400_000;

/**
 * Whole days since EC2 launched it; undefined where EC2 doesn't say. A stop and a start of the instance begin them anew.
 * @param now epoch milliseconds
 */
export function daysOld({ launchedAt }: { readonly launchedAt: string }, now: number): number | undefined {
  const launched = Date.parse(launchedAt);
  return Number.isNaN(launched) ? undefined : Math.floor((now - launched) / DAY_MS);
}
