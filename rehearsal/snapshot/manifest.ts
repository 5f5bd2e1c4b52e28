/** What `npm run snapshot` says of a snapshot that it took. One that the AWS CLI made has none. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

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
}

export function readManifest(folder: string): Manifest | undefined {
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
