import type { MigrationSettings } from '../lambdas/migration/contract/settings.ts';
import { displayName } from '../lambdas/shared/contract/dns-names.ts';

/** What migrations of one app should not share: a name moves once, and a zone's fence is of one run at a time. */
export function overlapsOf(migrations: readonly MigrationSettings[]): readonly string[] {
  return migrations.flatMap((one, i) =>
    migrations.slice(i + 1).flatMap((other) => [...nameOverlaps(one, other), ...sameName(one, other)]),
  );
}

function nameOverlaps(one: MigrationSettings, other: MigrationSettings): readonly string[] {
  return one.zones.flatMap(({ id, records }) => {
    const same = other.zones.filter((zone) => zone.id === id).flatMap((zone) => zone.records);
    const both = records.filter((name) => same.includes(name)).map(displayName);
    if (both.length === 0) return [];
    return [
      `${one.migration} and ${other.migration} both move ${both.join(', ')}. Leave each name to one of them.`,
    ];
  });
}

function sameName(one: MigrationSettings, other: MigrationSettings): readonly string[] {
  if (one.migration !== other.migration || one.account !== other.account || one.region !== other.region)
    return [];
  return [`Two migrations are called ${one.migration}. Give each a name of its own.`];
}
