import { displayName } from '../../../shared/contract/dns-names.ts';
import { NamedError } from '../../../shared/domain/named-error.ts';
import { drillNames } from '../../contract/drill.ts';
import { ERRORS } from '../../contract/errors.ts';
import type { MigrationSettings, ZoneSettings } from '../../contract/settings.ts';
import { describe } from '../../domain/advance.ts';
import { legacyLike } from '../../domain/drill/throwaway.ts';
import { isOpen } from '../../domain/fence.ts';
import type { BeforeImage } from '../../domain/journal-state.ts';
import { findFence } from '../../domain/observed-zone.ts';
import type { ResourceRecordSet } from '../../domain/record-set.ts';
import { othersIn } from '../../domain/watch/others.ts';
import type { DrillPorts } from '../../swap/drill-ports.ts';
import { inZone } from '../../swap/in-zone.ts';

interface ImagePorts extends Pick<DrillPorts, 'zoneOf'> {
  readonly migration: MigrationSettings;
}

/**
 * What the drill will make in each zone, and the rest of the zone, to tell afterwards whether it is as it was.
 * @throws DrillRefused where one of its names is there already, or the zone's fence says that a run is under way
 */
export async function imagesOfThrowaways(
  zones: readonly ZoneSettings[],
  { migration, zoneOf }: ImagePorts,
): Promise<ReadonlyMap<string, BeforeImage>> {
  const images = new Map<string, BeforeImage>();
  for (const zone of zones) {
    const records = await inZone(zone.id, () => zoneOf(zone.id).readAll());
    images.set(zone.id, imageIn(zone, records, migration));
  }
  return images;
}

function imageIn(
  zone: ZoneSettings,
  records: readonly ResourceRecordSet[],
  { migration, zones, target }: MigrationSettings,
): BeforeImage {
  const { name, fenceName } = drillNames(migration, zone.name);
  const moved = new Set(zones.flatMap((each) => each.records));
  const there = records.filter(({ Name }) => Name === name || Name === fenceName);
  if (there.length > 0)
    throw refused(zone, `${displayName(there[0]?.Name ?? name)} has ${describe(there)} already`);
  if (moved.has(name) || moved.has(fenceName))
    throw refused(
      zone,
      `${displayName(moved.has(name) ? name : fenceName)} is a name that the migration moves`,
    );
  const fence = findFence(records, zone.fenceName);
  if (fence.kind === 'ours' && isOpen(fence.fence))
    throw refused(
      zone,
      `its fence says ${fence.fence.phase}, execution ${fence.fence.execution}: a run of the migration is under way`,
    );
  const [first = ''] = zone.records;
  const model = records.filter(({ Name }) => Name === first);
  return {
    fenceName,
    records: legacyLike(name, model, moved, target),
    follows: [],
    others: othersIn(records, { names: [name], fenceName }),
  };
}

function refused({ name, id }: ZoneSettings, why: string): NamedError {
  return new NamedError(
    ERRORS.drillRefused,
    `Zone ${displayName(name)} (${id}): ${why}. A drill touches only what it made itself. Nothing was made.`,
  );
}
