import { join } from 'node:path';

/** Where the shop's world is, in files: `rehearsal/worlds/SPEC.md`. */
export const SHOP_WORLD = join(import.meta.dirname, '../worlds/shop');
export const SHOP_SNAPSHOT = join(SHOP_WORLD, 'snapshot');
