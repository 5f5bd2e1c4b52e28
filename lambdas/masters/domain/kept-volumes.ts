/** What is kept of the etcd volumes from when they were first seen, and what it says about those that there are now. */

import type { MastersSettings } from '../contract/settings.ts';
import type { MastersView } from '../contract/view.ts';
import { allVolumesOf, placeKept, volumesInDoubt } from './placing.ts';
import type { Replacement } from './replacement.ts';
import { groupNamed } from './view.ts';
import type { SeenVolumes } from './volumes.ts';

type Kept = Pick<Replacement, 'group' | 'volumes'>;

/** With the volumes of its group and all that there are, unless some are kept from before. */
export function withVolumes(kept: Replacement, view: MastersView): Replacement {
  const own = groupNamed(view, kept.group)?.volumes ?? [];
  if (kept.volumes || own.length === 0) return kept;
  const ids = (volumes: typeof own) => volumes.map(({ id }) => id);
  return { ...kept, volumes: { own: ids(own), all: ids(allVolumesOf(view)) } };
}

/** Without: after a person was paged for what is missing, what that person put there is taken as it is. */
export function withoutVolumes({ volumes: _gone, ...rest }: Replacement): Replacement {
  return rest;
}

/** With the volumes of its group, by what is kept, apart from others'. */
export function viewWith({ group, volumes }: Kept, view: MastersView): MastersView {
  return volumes ? placeKept(view, group, volumes.own) : view;
}

export function volumesSeen(
  { group, volumes }: Kept,
  view: MastersView,
  { kopsVersion }: Pick<MastersSettings, 'kopsVersion'>,
): SeenVolumes {
  return {
    group,
    volumes: groupNamed(view, group)?.volumes ?? [],
    inDoubt: volumesInDoubt(view, group),
    allVolumes: allVolumesOf(view),
    kept: volumes,
    kopsVersion,
  };
}
