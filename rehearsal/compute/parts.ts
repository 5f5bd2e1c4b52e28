import type { Fleet } from './fleet.ts';
import type { Groups } from './group.ts';
import type { LifecycleActions } from './lifecycle-actions.ts';
import type { Places } from './places.ts';
import type { Site } from './site.ts';

/** What an instance's way into its group and out of it go through. */
export interface Parts {
  readonly site: Site;
  readonly fleet: Fleet;
  readonly groups: Groups;
  readonly places: Places;
  readonly actions: LifecycleActions;
}
