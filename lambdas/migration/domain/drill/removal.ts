/** What a drill may remove of what stands at its names: only what it has made. */

import type { MigrationSettings } from '../../contract/settings.ts';
import type { BeforeImage } from '../journal-state.ts';
import { allMilestones, matchMilestone, type RecordShape } from '../milestones.ts';
import { findFence } from '../observed-zone.ts';
import { isMoved, type ResourceRecordSet } from '../record-set.ts';

export interface Removal {
  readonly remove: readonly ResourceRecordSet[];
  /** What nobody here has written, and so nobody here removes. */
  readonly foreign: readonly ResourceRecordSet[];
}

/**
 * @param found all that stands at the drill's two names
 * @param image what the drill has made first
 */
export function decideRemoval(
  found: readonly ResourceRecordSet[],
  image: BeforeImage,
  shape: RecordShape & Pick<MigrationSettings, 'migration' | 'steps'>,
): Removal {
  const fence = findFence(found, image.fenceName);
  const isOurs = fence.kind === 'ours' && fence.fence.migration === shape.migration;
  const names = new Set(image.records.map(({ Name }) => Name));
  const moved = found.filter((record) => names.has(record.Name) && isMoved(record));
  const ours = [
    ...(isOurs ? [fence.record] : []),
    ...(matchMilestone(moved, image.records, shape, allMilestones(shape)) ? moved : []),
  ];
  return { remove: ours, foreign: found.filter((record) => !ours.includes(record)) };
}
