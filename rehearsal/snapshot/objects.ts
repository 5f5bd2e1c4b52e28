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

/** @returns words where the change doesn't fit */
export function changed(
  text: string | undefined,
  change: ObjectChange,
): { text: string | undefined } | string {
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
