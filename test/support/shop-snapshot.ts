import { SHOP_WORLD } from '../../rehearsal/shop/shop.ts';
import type { Json } from '../../rehearsal/snapshot/json.ts';
import { filesOf } from '../../rehearsal/snapshot/read-folder.ts';
import { Snapshot } from '../../rehearsal/snapshot/snapshot.ts';

/**
 * What is in the shop's accounts; that its files have the CLI's shapes is a test of its own.
 * @param others files in place of the shop's, by path
 */
export function shopSnapshot(others: Readonly<Record<string, Json>> = {}): Snapshot {
  const { snapshotFolder } = SHOP_WORLD;
  const files = new Map([...filesOf(snapshotFolder).files, ...Object.entries(others)]);
  return new Snapshot(snapshotFolder, files, SHOP_WORLD.objects(), SHOP_WORLD.web());
}
