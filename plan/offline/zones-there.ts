import {
  accountOf,
  type MigrationSettings,
  type ZoneSettings,
} from '../../lambdas/migration/contract/settings.ts';
import { displayName } from '../../lambdas/shared/contract/dns-names.ts';
import { commandOf, pathOf } from '../../rehearsal/snapshot/file-kind.ts';
import { HOSTED_ZONE } from '../../rehearsal/snapshot/kinds/route53.ts';
import { type Problem, SnapshotRefused } from '../../rehearsal/snapshot/problem.ts';
import type { Snapshot } from '../../rehearsal/snapshot/snapshot.ts';

/**
 * A zone of the configuration that the snapshot lacks would look like one that Route 53 lacks.
 * @throws SnapshotRefused with those of all migrations
 */
export function requireZones(migrations: readonly MigrationSettings[], snapshot: Snapshot): void {
  const there = new Set(snapshot.all(HOSTED_ZONE).flatMap(({ names = [] }) => names));
  const missing = migrations.flatMap((settings) =>
    settings.zones.filter(({ id }) => !there.has(id)).map((zone) => zoneMissing(zone, settings)),
  );
  const once = new Map(missing.map((problem) => [problem.file, problem]));
  if (once.size > 0) throw new SnapshotRefused(snapshot.folder, [...once.values()]);
}

function zoneMissing({ id, name, role }: ZoneSettings, { account }: MigrationSettings): Problem {
  const place = { account: role ? accountOf(role) : account, names: [id] };
  return {
    file: pathOf(HOSTED_ZONE, place),
    at: '',
    words: `missing: the configuration has the zone ${displayName(name)}`,
    command: commandOf(HOSTED_ZONE, place),
  };
}
