import type { Emulator, SavedLogQuery } from '../emulator/emulator.ts';

/** What people would look at: dashboards, and logs by saved queries. */
export interface Observed {
  /** Bodies, JSON. */
  readonly dashboards: readonly string[];
  readonly queries: readonly SavedLogQuery[];
  /** By log group, of those that a query names and that are there. */
  readonly lines: ReadonlyMap<string, readonly string[]>;
}

export async function observedIn(emulator: Emulator): Promise<Observed> {
  const queries = await emulator.logQueries();
  const groups = [...new Set(queries.flatMap((query) => query.groups))];
  const lines = await Promise.all(
    groups.map(async (group) => [group, await emulator.logLines(group)] as const),
  );
  return {
    dashboards: Object.values(await emulator.dashboards()),
    queries,
    lines: new Map(lines.flatMap(([group, found]) => (found ? [[group, found] as const] : []))),
  };
}
