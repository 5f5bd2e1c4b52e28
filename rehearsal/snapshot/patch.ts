/** Faults planted in a snapshot. */
import { applyPatch, type Operation } from 'rfc6902';
import { below, type Json, type Pointer, quote } from './json.ts';
import { DATABASE_CLUSTERS, DATABASES } from './kinds/rds.ts';
import { changedObjects, type Objects } from './objects.ts';
import { checked } from './open.ts';
import type { Patch } from './patch-file.ts';
import { type Fault, SnapshotRefused } from './problem.ts';
import type { Files } from './read-folder.ts';
import type { Snapshot } from './snapshot.ts';

/** The snapshot with all of them, one after the other. @throws SnapshotRefused if one doesn't fit, or for what comes of it */
export async function patched(snapshot: Snapshot, patches: readonly Patch[]): Promise<Snapshot> {
  if (patches.length === 0) return snapshot;
  const { files, objects, web } = patches.reduce(withPatch, snapshot);
  const folder = [snapshot.folder, ...patches.map(({ path }) => path)].join(' with ');
  const byHand = [...snapshot.byHand, ...patches.flatMap((patch) => patch.byHand)];
  const roundTrips = Object.assign({}, snapshot.roundTrips, ...patches.map((patch) => patch.roundTrips));
  const result = await checked(folder, files, { known: snapshot.files, objects, web, byHand, roundTrips });
  for (const patch of patches) refuseUnknownDatabases(patch, result);
  return result;
}

function refuseUnknownDatabases({ path, roundTrips }: Patch, snapshot: Snapshot): void {
  const known = [
    ...snapshot
      .all(DATABASES)
      .flatMap(({ content }) => content.DBInstances ?? [])
      .map((each) => each.DBInstanceIdentifier),
    ...snapshot
      .all(DATABASE_CLUSTERS)
      .flatMap(({ content }) => content.DBClusters ?? [])
      .map((each) => each.DBClusterIdentifier),
  ];
  const words = `expected a database of RDS: ${known.join(', ') || 'there is none'}`;
  const faults = Object.keys(roundTrips)
    .filter((name) => !known.includes(name))
    .map((name) => ({ at: below('/roundTrips', name), words }));
  if (faults.length > 0) throw SnapshotRefused.inFile(path, faults);
}

type Changed = Pick<Snapshot, 'files' | 'objects' | 'web'>;

interface Change<T> {
  readonly after: T;
  readonly faults: readonly Fault[];
}

function withPatch(before: Changed, patch: Patch): Changed {
  const files = withFiles(before.files, patch);
  const objects = withObjects(before.objects, patch);
  const web = withWeb(before.web, patch);
  const faults = [...files.faults, ...objects.faults, ...web.faults];
  if (faults.length > 0) throw SnapshotRefused.inFile(patch.path, faults);
  return { files: files.after, objects: objects.after, web: web.after };
}

function withFiles(files: Files, { files: changes }: Patch): Change<Files> {
  const after = new Map(files);
  const wrong: Fault[] = [];
  for (const [file, operations] of changes) {
    const at = below('/files', file);
    const { content, faults } = applied(after.get(file), operations, at);
    // Of a file that isn't there, one message says all.
    const isThere = after.has(file) || faults.length === 0;
    wrong.push(...(isThere ? faults : [{ at, words: `the snapshot has no such file${hintOf(file)}` }]));
    if (content === undefined) after.delete(file);
    else after.set(file, content);
  }
  return { after, faults: wrong };
}

/** Files beside the snapshot that somebody may mean. */
function hintOf(file: string): string {
  if (file === 'web.json') return ': `web` changes what the platforms answer';
  return file === 'behaviour.json' ? ': who asks for names is no part of it' : '';
}

function withWeb(web: Json, { web: operations }: Patch): Change<Json> {
  const { content = null, faults } = applied(web, operations, '/web');
  return { after: content, faults };
}

/** @param content undefined: there is none @param at where the operations are in the patch */
function applied(
  content: Json | undefined,
  operations: readonly Operation[],
  at: Pointer,
): { readonly content: Json | undefined; readonly faults: readonly Fault[] } {
  // In an object of its own, so that the whole file is a member that can be added and removed.
  const holder: { file?: Json } = content === undefined ? {} : { file: structuredClone(content) };
  const results = applyPatch(holder, operations.map(withinFile));
  const faults = results.flatMap((error, i) => (error ? [{ at: below(at, i), words: reasonOf(error) }] : []));
  return { content: holder.file, faults };
}

function withObjects(objects: Objects, { objects: changes }: Patch): Change<Objects> {
  let after = objects;
  const wrong: Fault[] = [];
  for (const [name, change] of changes) {
    const result = changedObjects(after, name, change);
    if (typeof result === 'string') wrong.push({ at: below('/objects', name), words: result });
    else after = result;
  }
  return { after, faults: wrong };
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
