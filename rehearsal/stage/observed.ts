import type { Emulator, LogMetricFilter, SavedLogQuery } from '../emulator/emulator.ts';

/** What people would look at: dashboards, and logs by saved queries. */
export interface Observed {
  /** Bodies, JSON. */
  readonly dashboards: readonly string[];
  readonly queries: readonly SavedLogQuery[];
  readonly filters: readonly LogMetricFilter[];
  /** By log group, of those that a query or a filter names and that are there. */
  readonly lines: ReadonlyMap<string, readonly string[]>;
}

export async function observedIn(emulator: Emulator): Promise<Observed> {
  const queries = await emulator.logQueries();
  const filters = await emulator.metricFilters();
  const named = [...queries.flatMap((query) => query.groups), ...filters.map(({ group }) => group)];
  const groups = [...new Set(named)];
  const lines = await Promise.all(
    groups.map(async (group) => [group, await emulator.logLines(group)] as const),
  );
  return {
    dashboards: Object.values(await emulator.dashboards()),
    queries,
    filters,
    lines: new Map(lines.flatMap(([group, found]) => (found ? [[group, found] as const] : []))),
  };
}
