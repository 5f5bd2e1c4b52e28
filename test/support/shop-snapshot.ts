import { SHOP_SNAPSHOT } from '../../rehearsal/shop/world.ts';
import { readFolder } from '../../rehearsal/snapshot/read-folder.ts';
import { Snapshot } from '../../rehearsal/snapshot/snapshot.ts';

/** What is in the shop's accounts; that its files have the CLI's shapes is a test of its own. */
export function shopSnapshot(): Snapshot {
  return new Snapshot(SHOP_SNAPSHOT, readFolder(SHOP_SNAPSHOT));
}
