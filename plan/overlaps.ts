import type { MigrationSettings } from '../lambdas/migration/contract/settings.ts';
import { displayName } from '../lambdas/shared/contract/dns-names.ts';
import { duration } from '../lambdas/shared/domain/text.ts';

/** What migrations of one app have in common: a name moves only once; a zone may have several fences, but its limits are one. */
export function overlapsOf(migrations: readonly MigrationSettings[]): readonly string[] {
  return migrations.flatMap((one, i) =>
    migrations
      .slice(i + 1)
      .flatMap((other) => [
        ...nameOverlaps(one, other),
        ...zoneOverlaps(one, other),
        ...sameName(one, other),
      ]),
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

/** Of zones in which both move something. */
function zoneOverlaps(one: MigrationSettings, other: MigrationSettings): readonly string[] {
  const both = one.zones.filter(({ id }) => other.zones.some((zone) => zone.id === id));
  if (both.length === 0 || one.migration === other.migration) return [];
  const zones = both.map(({ name }) => displayName(name)).join(', ');
  const shorter = Math.min(leastSeconds(one), leastSeconds(other));
  return [
    `${one.migration} and ${other.migration} both change the zone ${zones}. Started together, they run side by side for at least ${duration(shorter)}: each has a fence of its own, but they share the limits of Route 53, so changes and rollbacks may wait for each other.`,
  ];
}

/** All soaks and the drain, without what lies between them. */
function leastSeconds({ steps, drain }: MigrationSettings): number {
  return steps.reduce((sum, { soakSeconds }) => sum + soakSeconds, drain.minimumStaySeconds);
}

function sameName(one: MigrationSettings, other: MigrationSettings): readonly string[] {
  if (one.migration !== other.migration || one.account !== other.account || one.region !== other.region)
    return [];
  return [`Two migrations are called ${one.migration}. Give each a name of its own.`];
}
