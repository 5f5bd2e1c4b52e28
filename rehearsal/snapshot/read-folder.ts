import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesBelow } from './files-below.ts';
import type { Json } from './json.ts';
import { type Problem, SnapshotRefused } from './problem.ts';

/** What the files of a folder contain, by path, in the order of the paths. */
export type Files = ReadonlyMap<string, Json>;

/** @throws SnapshotRefused if there is no such folder, or files that aren't JSON: all of them */
export function readFolder(folder: string): Files {
  const files = new Map<string, Json>();
  const problems: Problem[] = [];
  for (const file of filesIn(folder)) {
    try {
      files.set(file, JSON.parse(readFileSync(join(folder, file), 'utf8')));
    } catch (error) {
      problems.push({ file, at: '', words: (error as Error).message });
    }
  }
  if (problems.length > 0) throw new SnapshotRefused(folder, problems);
  return files;
}

/** Those of editors and file managers, which begin with a dot, are left out. */
function filesIn(folder: string): readonly string[] {
  try {
    return filesBelow(folder, (entry) => !entry.isDirectory() && !entry.name.startsWith('.'));
  } catch (error) {
    throw new SnapshotRefused(folder, [{ file: '.', at: '', words: (error as Error).message }]);
  }
}
