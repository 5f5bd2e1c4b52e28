import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesBelow } from './files-below.ts';
import { quote } from './json.ts';

/** The texts of S3's objects, by bucket and key: `kops-state-shop/k8s.shop.test/config`. */
export type Objects = ReadonlyMap<string, string>;

/** A change of a text, wherever the words occur in it. */
export interface Edit {
  readonly replace: string;
  readonly by: string;
}

/** The whole text of an object, null where there is none any more, or what changes in it. */
export type ObjectChange = string | null | readonly Edit[];

/** @param folder with a folder for each bucket, as `aws s3 sync` makes them */
export function readObjects(folder: string): Objects {
  const paths = filesBelow(folder, (entry) => entry.isFile());
  return new Map(paths.map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
}

/**
 * @param name a bucket and a key; what ends with a slash stands for all below it
 * @returns words where the change doesn't fit
 */
export function changedObjects(objects: Objects, name: string, change: ObjectChange): Objects | string {
  if (change === null && name.endsWith('/')) {
    const kept = [...objects].filter(([path]) => !path.startsWith(name));
    return kept.length < objects.size ? new Map(kept) : 'there is no object below this path';
  }
  const result = changedText(objects.get(name), change);
  if (typeof result === 'string') return result;
  const after = new Map(objects);
  if (result.text === undefined) after.delete(name);
  else after.set(name, result.text);
  return after;
}

/** @returns words where the change doesn't fit */
function changedText(text: string | undefined, change: ObjectChange): { text: string | undefined } | string {
  if (typeof change === 'string') return { text: change };
  if (text === undefined) return 'there is no such object';
  if (change === null) return { text: undefined };
  let result = text;
  for (const { replace, by } of change) {
    if (!result.includes(replace)) return `it doesn't contain ${quote(replace)}`;
    result = result.replaceAll(replace, () => by);
  }
  return { text: result };
}
