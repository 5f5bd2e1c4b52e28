/** What is in the accounts when a rehearsal begins, as the AWS CLI printed it: `worlds/SPEC.md`. */
import type { HandWork } from './by-hand.ts';
import { commandOf, type FileKind, type Place, pathOf, placeOf } from './file-kind.ts';
import { isList, isObject, type Json } from './json.ts';
import { AGREEMENTS } from './kinds/agreements.ts';
import { KINDS } from './kinds/index.ts';
import { LINKS } from './kinds/links.ts';
import { missing } from './needs.ts';
import type { Objects } from './objects.ts';
import { type Problem, SnapshotRefused } from './problem.ts';
import type { Files } from './read-folder.ts';

interface PlacedFile {
  readonly kind: FileKind;
  readonly place: Place;
  readonly content: Json;
}

export interface Printout<T> extends Place {
  readonly content: T;
}

/** Whose files have all that a rehearsal needs. */
export class Snapshot {
  /** Where it comes from, for people. */
  readonly folder: string;
  readonly files: Files;
  readonly objects: Objects;
  /** How the platforms answer from outside; null where nobody has said. */
  readonly web: Json;
  /** What somebody does by hand to what is deployed, before anything is played. */
  readonly byHand: readonly HandWork[];
  /** What a round trip to a database takes, milliseconds, by its identifier, where somebody has said. */
  readonly roundTrips: Readonly<Record<string, number>>;
  readonly #placed: readonly PlacedFile[];
  readonly #contents: Files;

  /** @throws SnapshotRefused with everything that is wrong */
  constructor(
    folder: string,
    files: Files,
    objects: Objects = new Map(),
    web: Json = null,
    byHand: readonly HandWork[] = [],
    roundTrips: Readonly<Record<string, number>> = {},
  ) {
    this.folder = folder;
    this.files = files;
    this.objects = objects;
    this.web = web;
    this.byHand = byHand;
    this.roundTrips = roundTrips;
    const { placed, problems } = placeAll(files);
    this.#placed = placed.map((each) => ({ ...each, content: withoutNulls(each.content) }));
    this.#contents = new Map(this.#placed.map((each) => [pathOfPlaced(each), each.content]));
    const incomplete = placed.flatMap(lacks);
    // What an incomplete file leads to can't be said.
    const complete = placed.filter((each) => !incomplete.some(({ file }) => file === pathOfPlaced(each)));
    const all = [...problems, ...incomplete, ...unlinked(complete, placed), ...disagreeing(complete)];
    if (all.length > 0) throw new SnapshotRefused(folder, all);
  }

  /** Of which it has files. */
  get accounts(): readonly string[] {
    return [...new Set(this.#placed.map(({ place }) => place.account))];
  }

  /** Every file of a kind. */
  all<T>(kind: FileKind<T>): readonly Printout<T>[] {
    return this.#placed
      .filter((file) => file.kind === kind)
      .map(({ place, content }) => ({ ...place, content: content as T }));
  }

  /** Undefined: the file isn't there, so there is nothing of the kind. */
  find<T>(kind: FileKind<T>, place: Place): T | undefined {
    return this.#contents.get(pathOf(kind, place)) as T | undefined;
  }

  /** @throws SnapshotRefused if the file isn't there */
  one<T>(kind: FileKind<T>, place: Place): T {
    const content = this.find(kind, place);
    if (content !== undefined) return content;
    throw new SnapshotRefused(this.folder, [absent(kind, place)]);
  }
}

/** The CLI prints some members that an answer doesn't have as null. */
function withoutNulls(value: Json): Json {
  if (isList(value)) return value.map(withoutNulls);
  if (!isObject(value)) return value;
  const there = Object.entries(value).filter(([, each]) => each !== null);
  return Object.fromEntries(there.map(([name, each]) => [name, withoutNulls(each)]));
}

/** The files of a known kind, and what is wrong with the others. */
export function placeAll(files: Files): { placed: readonly PlacedFile[]; problems: readonly Problem[] } {
  const placed: PlacedFile[] = [];
  const problems: Problem[] = [];
  for (const [file, content] of files) {
    const found = placeOf(file, KINDS);
    if (typeof found === 'string') problems.push({ file, at: '', words: found });
    else placed.push({ ...found, content });
  }
  return { placed, problems };
}

function pathOfPlaced({ kind, place }: PlacedFile): string {
  return pathOf(kind, place);
}

function lacks({ kind, place, content }: PlacedFile): readonly Problem[] {
  const file = pathOf(kind, place);
  const command = commandOf(kind, place);
  return missing(content, kind.needs).map((each) => ({ ...each, file, command }));
}

/** The files to which others lead, and that aren't there. */
function unlinked(complete: readonly PlacedFile[], placed: readonly PlacedFile[]): readonly Problem[] {
  const there = new Set(placed.map(pathOfPlaced));
  const needed = complete.flatMap(({ kind, place, content }) =>
    LINKS.filter(({ from }) => from === kind)
      .flatMap(({ to }) => to(content, place.names ?? []))
      .map((other) => absent(other.kind, { ...place, names: other.names })),
  );
  const missing = new Map(needed.map((each) => [each.file, each]));
  return [...missing.values()].filter(({ file }) => !there.has(file));
}

/** What doesn't fit to another file; one that isn't there is told by `unlinked`. */
function disagreeing(complete: readonly PlacedFile[]): readonly Problem[] {
  const contents = new Map(complete.map((each) => [pathOfPlaced(each), each.content]));
  return complete.flatMap(({ kind, place, content }) =>
    AGREEMENTS.filter(({ of }) => of === kind).flatMap((agreement) => {
      const other = contents.get(pathOf(agreement.with, place));
      if (other === undefined) return [];
      const [file, command] = [pathOf(kind, place), commandOf(kind, place)];
      return agreement.faults(content, other).map((fault) => ({ ...fault, file, command }));
    }),
  );
}

function absent(kind: FileKind, place: Place): Problem {
  return { file: pathOf(kind, place), at: '', words: 'missing', command: commandOf(kind, place) };
}
