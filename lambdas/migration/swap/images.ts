import { NamedError } from '../../shared/domain/named-error.ts';
import { ERRORS } from '../contract/errors.ts';
import type { MigrationSettings, ZoneSettings } from '../contract/settings.ts';
import type { BeforeImage, JournalState } from '../domain/journal-state.ts';

export interface ZoneImage {
  readonly zone: ZoneSettings;
  readonly image: BeforeImage;
}

/**
 * What legacy was in each configured zone, in their order. Who goes by the zones that the journal happens to have passes
 * by looking at none, where it has lost them.
 * @throws BeforeImageUnreadable
 */
export function imagesOf(
  { beforeImage }: Pick<JournalState, 'beforeImage'>,
  { zones }: Pick<MigrationSettings, 'zones'>,
): readonly ZoneImage[] {
  return zones.map((zone) => {
    const image = beforeImage.get(zone.id);
    if (image) return { zone, image };
    throw new NamedError(
      ERRORS.beforeImageUnreadable,
      `The journal has no before-image of zone ${zone.id} (${zone.name}): it was lost, or the zone was added during the run. Start RollBack.`,
    );
  });
}
