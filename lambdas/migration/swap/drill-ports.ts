import { drillNames, drillOf } from '../contract/drill.ts';
import type { MigrationSettings } from '../contract/settings.ts';
import type { Journal } from '../ports/journal.ts';
import type { SwapPorts } from './ports.ts';

/** What a drill needs: `settings`, `journal` and `zoneOf` are the drill's own. */
export interface DrillPorts extends SwapPorts {
  /** The migration's journal, which a drill only reads. */
  readonly migrationJournal: Pick<Journal, 'loadWatched'>;
}

/** The share that a drill gives the cluster: that of the first step, percent. */
export function drilledPercent({ steps }: Pick<MigrationSettings, 'steps'>): number {
  return steps[0]?.percent ?? 100;
}

/**
 * A migration that moves the throwaway name of each zone: all that writes zones does to it what it does to real names.
 * @param zones ids; absent: all zones
 */
export function drillSettings(settings: MigrationSettings, zones?: readonly string[]): MigrationSettings {
  const { migration, oneWayFromPercent: _, ...rest } = settings;
  return {
    ...rest,
    migration: drillOf(migration),
    zones: settings.zones
      .filter(({ id }) => zones?.includes(id) ?? true)
      .map((zone) => {
        const { name, fenceName } = drillNames(migration, zone.name);
        return { ...zone, records: [name], fenceName };
      }),
  };
}
