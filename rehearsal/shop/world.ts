import { existsSync, globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Patch, readPatch } from '../snapshot/patch-file.ts';
import { SnapshotRefused } from '../snapshot/problem.ts';

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

/** @param given a path, or the name of one of the shop's @throws SnapshotRefused if it is neither */
export function patchCalled(given: string): Patch {
  if (existsSync(given)) return readPatch(given);
  const names = globSync('*.json', { cwd: SHOP_PATCHES }).map((file) => basename(file, '.json'));
  if (names.includes(given)) return shopPatch(given);
  const words = `there is no such file; the shop's patches are ${names.toSorted().join(', ')}`;
  throw new SnapshotRefused(given, [{ file: given, at: '', words }]);
}
