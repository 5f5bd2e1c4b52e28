/** Faults planted in a snapshot: files with JSON patches (RFC 6902). */
import { readFileSync } from 'node:fs';
import { applyPatch, type Operation } from 'rfc6902';
import { below, isList, isObject, type Json, type JsonObject, quote } from './json.ts';
import { checked } from './open.ts';
import { type Problem, SnapshotRefused } from './problem.ts';
import type { Files } from './read-folder.ts';
import type { Snapshot } from './snapshot.ts';

export interface Patch {
  /** Path of its file. */
  readonly path: string;
  /** What it plants, for people. */
  readonly plants: string;
  /** The changes of each file of the snapshot, by path. The whole of a file ('') may be added, replaced and removed. */
  readonly files: ReadonlyMap<string, readonly Operation[]>;
}

/** @throws SnapshotRefused if it isn't a patch */
export function readPatch(path: string): Patch {
  let content: Json;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new SnapshotRefused(path, [{ file: path, at: '', words: (error as Error).message }]);
  }
  const problems = problemsOf(content).map((each) => ({ ...each, file: path }));
  if (problems.length > 0) throw new SnapshotRefused(path, problems);
  const { plants, files } = content as unknown as { plants: string; files: Record<string, Operation[]> };
  return { path, plants, files: new Map(Object.entries(files)) };
}

/** The snapshot with all of them, one after the other. @throws SnapshotRefused if one doesn't fit, or for what comes of it */
export async function patched(snapshot: Snapshot, patches: readonly Patch[]): Promise<Snapshot> {
  if (patches.length === 0) return snapshot;
  const files = patches.reduce((before, patch) => applied(before, patch), snapshot.files);
  return await checked(
    [snapshot.folder, ...patches.map(({ path }) => path)].join(' with '),
    files,
    snapshot.files,
  );
}

function applied(files: Files, { path, files: changes }: Patch): Files {
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

type Fault = Pick<Problem, 'at' | 'words'>;

function problemsOf(content: Json): readonly Fault[] {
  if (!isObject(content)) return [{ at: '', words: `expected an object, found ${quote(content)}` }];
  const { plants, files, ...others } = content;
  return [
    ...Object.keys(others).map((name) => ({ at: below('', name), words: 'expected only plants and files' })),
    ...(typeof plants === 'string' && plants !== ''
      ? []
      : [{ at: '/plants', words: 'expected words that say what is planted' }]),
    ...(isObject(files)
      ? Object.entries(files).flatMap(([file, operations]) =>
          notOperations(operations, below('/files', file)),
        )
      : [{ at: '/files', words: 'expected an object with the changes of each file' }]),
  ];
}

function notOperations(operations: Json, at: string): readonly Fault[] {
  if (!isList(operations)) return [{ at, words: 'expected a list of operations' }];
  return operations.flatMap((operation, i) => {
    const words = isObject(operation) ? wrongIn(operation) : 'expected an operation';
    return words === undefined ? [] : [{ at: below(at, i), words }];
  });
}

/** What each operation has beside `op` and `path`. */
const MEMBERS: Readonly<Record<string, string | undefined>> = {
  add: 'value',
  replace: 'value',
  test: 'value',
  move: 'from',
  copy: 'from',
  remove: undefined,
};

function wrongIn({ op, path, ...others }: JsonObject): string | undefined {
  if (typeof op !== 'string' || !Object.hasOwn(MEMBERS, op))
    return `expected op to be ${Object.keys(MEMBERS).join(', ')}, found ${quote(op ?? null)}`;
  if (!isPointer(path)) return `expected path to be '' or to begin with /, found ${quote(path ?? null)}`;
  const member = MEMBERS[op];
  if (member !== undefined && others[member] === undefined) return `expected ${op} to have ${member}`;
  if (member === 'from' && !isPointer(others.from)) return 'expected from to be a path';
  return undefined;
}

function isPointer(path: Json | undefined): boolean {
  return typeof path === 'string' && /^(\/|$)/.test(path);
}
