import { SHOP_OBJECTS, SHOP_SNAPSHOT, shopWeb } from '../../rehearsal/shop/world.ts';
import type { Json } from '../../rehearsal/snapshot/json.ts';
import { readObjects } from '../../rehearsal/snapshot/objects.ts';
import { readFolder } from '../../rehearsal/snapshot/read-folder.ts';
import { Snapshot } from '../../rehearsal/snapshot/snapshot.ts';

/**
 * What is in the shop's accounts; that its files have the CLI's shapes is a test of its own.
 * @param others files in place of the shop's, by path
 */
export function shopSnapshot(others: Readonly<Record<string, Json>> = {}): Snapshot {
  const files = new Map([...readFolder(SHOP_SNAPSHOT), ...Object.entries(others)]);
  return new Snapshot(SHOP_SNAPSHOT, files, readObjects(SHOP_OBJECTS), shopWeb());
}
