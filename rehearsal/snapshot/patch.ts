/** Faults planted in a snapshot. */
import { applyPatch, type Operation } from 'rfc6902';
import { below, type Json, quote } from './json.ts';
import { changed, type Objects } from './objects.ts';
import { checked } from './open.ts';
import type { Patch } from './patch-file.ts';
import { type Problem, SnapshotRefused } from './problem.ts';
import type { Files } from './read-folder.ts';
import type { Snapshot } from './snapshot.ts';

/** The snapshot with all of them, one after the other. @throws SnapshotRefused if one doesn't fit, or for what comes of it */
export async function patched(snapshot: Snapshot, patches: readonly Patch[]): Promise<Snapshot> {
  if (patches.length === 0) return snapshot;
  const files = patches.reduce(withFiles, snapshot.files);
  const objects = patches.reduce(withObjects, snapshot.objects);
  const folder = [snapshot.folder, ...patches.map(({ path }) => path)].join(' with ');
  return await checked(folder, files, { known: snapshot.files, objects });
}

function withFiles(files: Files, { path, files: changes }: Patch): Files {
  const after = new Map(files);
  const problems: Problem[] = [];
  for (const [file, operations] of changes) {
    // In an object of its own, so that the whole file is a member that can be added and removed.
    const holder: { file?: Json } = after.has(file) ? { file: structuredClone(after.get(file) as Json) } : {};
    const results = applyPatch(holder, operations.map(withinFile));
    for (const [i, error] of results.entries()) {
      if (error) problems.push({ file: path, at: below(below('/files', file), i), words: reasonOf(error) });
    }
    if (holder.file === undefined) after.delete(file);
    else after.set(file, holder.file);
  }
  if (problems.length > 0) throw new SnapshotRefused(path, problems);
  return after;
}

function withObjects(objects: Objects, { path, objects: changes }: Patch): Objects {
  const after = new Map(objects);
  const problems: Problem[] = [];
  for (const [name, change] of changes) {
    const result = changed(after.get(name), change);
    if (typeof result === 'string') problems.push({ file: path, at: below('/objects', name), words: result });
    else if (result.text === undefined) after.delete(name);
    else after.set(name, result.text);
  }
  if (problems.length > 0) throw new SnapshotRefused(path, problems);
  return after;
}

function withinFile(operation: Operation): Operation {
  const path = `/file${operation.path}`;
  return 'from' in operation
    ? { ...operation, path, from: `/file${operation.from}` }
    : { ...operation, path };
}

type Failure = NonNullable<ReturnType<typeof applyPatch>[number]>;

function reasonOf(error: Failure): string {
  if ('actual' in error) return `expected ${quote(error.expected)}, found ${quote(error.actual ?? null)}`;
  if ('path' in error) return `there is nothing at ${error.path.replace(/^\/file/, '') || 'this path'}`;
  return error.message;
}
