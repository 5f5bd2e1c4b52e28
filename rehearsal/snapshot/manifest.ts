/** What `npm run snapshot` says of a snapshot that it took. One that the AWS CLI made has none. */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { called } from '#own';

/** In the snapshot's folder. */
export const MANIFEST = '.snapshot.json';
/** In it a snapshot grows in the snapshot's folder; nobody reads it there. */
export const TAKING = '.taking';

export interface Manifest {
  readonly schema: 'kops-cutover.snapshot/1';
  /** ISO 8601. */
  readonly startedAt: string;
  readonly finishedAt: string;
  /** Of which it has something. */
  readonly accounts: readonly string[];
  /** What was written; others in the folder were made by hand. */
  readonly files: readonly string[];
  /** What the configuration named that it was taken for. */
  readonly asked: Asked;
  /** That of an example, which somebody wrote: it is of no time, so it can't become old. */
  readonly madeUp?: true;
}

/** Names, by what they are names of: `alarm`. */
export type Asked = Readonly<Record<string, readonly string[]>>;

/** What somebody wrote by hand may lack any of it, and so does one of an earlier version. */
export function readManifest(folder: string): Partial<Manifest> | undefined {
  const path = join(folder, MANIFEST);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
}

/** Whether a snapshot is being put in place of the one before: some files are of the one, others of the other. */
export function isHalfInPlace(folder: string): boolean {
  return existsSync(join(folder, TAKING, MANIFEST));
}

/** Whether one was begun there and is not whole yet. */
export function isBegun(folder: string): boolean {
  return existsSync(join(folder, TAKING));
}

/** What to do about one that isn't right any more. */
export function takeAgain(folder: string): string {
  return `Take it again: ${called('snapshot', `--app "node bin/prod.ts" --out ${folder}`)}`;
}
