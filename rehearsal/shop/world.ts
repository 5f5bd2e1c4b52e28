import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Patch, readPatch } from '../snapshot/patch-file.ts';

/** Where the shop's world is, in files: `rehearsal/worlds/SPEC.md`. */
const SHOP_WORLD = join(import.meta.dirname, '../worlds/shop');
export const SHOP_SNAPSHOT = join(SHOP_WORLD, 'snapshot');
export const SHOP_OBJECTS = join(SHOP_WORLD, 'objects');
export const SHOP_BEHAVIOUR = join(SHOP_WORLD, 'behaviour.json');
export const SHOP_PATCHES = join(SHOP_WORLD, 'patches');

/** @param name of its file, without `.json` @throws SnapshotRefused if there is none */
export function shopPatch(name: string): Patch {
  return readPatch(join(SHOP_PATCHES, `${name}.json`));
}

/** @param given a path, or the name of one of the shop's */
export function patchCalled(given: string): Patch {
  return existsSync(given) ? readPatch(given) : shopPatch(given);
}
