/** What the health checkers of Route 53 say, taken together. */

/**
 * An endpoint is healthy while more than this part of the health checkers see it so.
 * Source: Route 53 Developer Guide, "How Amazon Route 53 determines whether a health check is healthy".
 */
const ENOUGH = 0.18;

/** @param statuses as `GetHealthCheckStatus` gives them; undefined where none says whether it saw it healthy */
export function seenHealthy(statuses: readonly string[]): boolean | undefined {
  const well = statuses.filter((status) => status.startsWith('Success')).length;
  const ill = statuses.filter((status) => status.startsWith('Failure')).length;
  return well + ill === 0 ? undefined : well / (well + ill) > ENOUGH;
}
