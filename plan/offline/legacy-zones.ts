/** What legacy answers with, by a snapshot. */
import type { MigrationSettings } from '../../lambdas/migration/contract/settings.ts';
import { type Follow, followsIn, type LeadingZone } from '../../lambdas/migration/domain/follows.ts';
import { plannedZone } from '../../lambdas/migration/domain/readiness/planned-zone.ts';
import { asBefore } from '../../lambdas/migration/domain/readiness/routing.ts';
import type { ResourceRecordSet } from '../../lambdas/migration/domain/record-set.ts';
import { RECORD_SETS } from '../../rehearsal/snapshot/kinds/route53.ts';
import type { Snapshot } from '../../rehearsal/snapshot/snapshot.ts';

export interface LegacyZone {
  readonly id: string;
  /** At the names that move. */
  readonly before: readonly ResourceRecordSet[];
}

export interface LegacyZones {
  /** In the order of the settings. */
  readonly zones: readonly LegacyZone[];
  /** Moved names that follow others. */
  readonly follows: readonly Follow[];
}

export function legacyZonesIn(settings: MigrationSettings, snapshot: Snapshot): LegacyZones {
  const whole = settings.zones.map(({ id, name, records: moved }): LeadingZone => {
    return { name, moved, records: asBefore(recordsIn(snapshot, id), moved) };
  });
  return {
    zones: settings.zones.map((zone, i) => ({
      id: zone.id,
      before: plannedZone(zone, whole[i]?.records ?? []).before,
    })),
    follows: followsIn(whole).moved,
  };
}

/** All record sets of a zone; none where the snapshot lacks it. */
export function recordsIn(snapshot: Snapshot, zoneId: string): readonly ResourceRecordSet[] {
  const listing = snapshot.all(RECORD_SETS).find(({ names }) => names?.[0] === zoneId);
  return (listing?.content.ResourceRecordSets ?? []) as readonly ResourceRecordSet[];
}
