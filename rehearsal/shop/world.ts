import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { FindingKey } from '../snapshot/expectation.ts';
import type { Json } from '../snapshot/json.ts';
import { readJsonFile } from '../snapshot/json-file.ts';
import { type Patch, readPatch } from '../snapshot/patch-file.ts';
import { SnapshotRefused } from '../snapshot/problem.ts';
import { faultsInDoors } from '../web/doors.ts';

/** Where the shop's world is, in files: `rehearsal/worlds/SPEC.md`. */
const SHOP_WORLD = join(import.meta.dirname, '../worlds/shop');
export const SHOP_SNAPSHOT = join(SHOP_WORLD, 'snapshot');
export const SHOP_OBJECTS = join(SHOP_WORLD, 'objects');
export const SHOP_BEHAVIOUR = join(SHOP_WORLD, 'behaviour.json');
export const SHOP_PATCHES = join(SHOP_WORLD, 'patches');
/** Patches whose findings are known. */
export const SHOP_FAULTS = join(SHOP_WORLD, 'faults');
const SHOP_WEB = join(SHOP_WORLD, 'web.json');
const SHOP_FINDINGS = join(SHOP_WORLD, 'findings.json');

/** @param name of its file, without `.json` @throws SnapshotRefused if there is none */
export function shopPatch(name: string): Patch {
  const [patch = '', fault = ''] = [SHOP_PATCHES, SHOP_FAULTS].map((folder) => join(folder, `${name}.json`));
  return readPatch(existsSync(fault) ? fault : patch);
}

/** @param given a path, or the name of one of the shop's @throws SnapshotRefused if it is neither */
export function patchCalled(given: string): Patch {
  if (existsSync(given)) return readPatch(given);
  const files = [SHOP_PATCHES, SHOP_FAULTS].flatMap((folder) => globSync(join(folder, '*.json')));
  const named = files.find((file) => basename(file, '.json') === given);
  if (named !== undefined) return readPatch(named);
  const names = files.map((file) => basename(file, '.json'));
  const words = `there is no such file; the shop's patches are ${names.toSorted().join(', ')}`;
  throw SnapshotRefused.inFile(given, [{ at: '', words }]);
}

/** How the shop's platforms answer from outside. @throws SnapshotRefused with everything that is wrong in the file */
export function shopWeb(): Json {
  return readJsonFile(SHOP_WEB, faultsInDoors);
}

/** By name. @throws SnapshotRefused if one is none */
export function shopFaults(): readonly Patch[] {
  return globSync(join(SHOP_FAULTS, '*.json')).toSorted().map(readPatch);
}

/** What a dry run finds in the shop as it is, beside what is in order. */
export function shopFindings(): readonly FindingKey[] {
  const { findings }: { findings: readonly FindingKey[] } = JSON.parse(readFileSync(SHOP_FINDINGS, 'utf8'));
  return findings;
}
