import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { HandWork } from './by-hand.ts';
import { commandOf, pathOf } from './file-kind.ts';
import type { Json } from './json.ts';
import { type Objects, readObjects } from './objects.ts';
import { type Problem, SnapshotRefused } from './problem.ts';
import { type Files, filesOf, OBJECTS } from './read-folder.ts';
import { shapeProblems } from './shape.ts';
import { placeAll, Snapshot } from './snapshot.ts';

/**
 * Reads a folder, strictly: each file must be what the AWS CLI prints, and all that is needed must be there.
 * @param objects what is in S3; by default what the folder `objects` in it has
 * @param web how the platforms answer from outside
 * @throws SnapshotRefused with everything that is wrong in any file
 */
export async function openSnapshot(
  folder: string,
  objects: Objects = objectsIn(folder),
  web: Json = null,
): Promise<Snapshot> {
  const { files, problems } = filesOf(folder);
  return await checked(folder, files, { objects, web, unread: problems });
}

/** What is in S3, of a snapshot that has it with it. */
export function objectsIn(folder: string): Objects {
  const path = join(folder, OBJECTS);
  return existsSync(path) ? readObjects(path) : new Map();
}

interface Beside {
  /** What is wrong with files that could not be read: they are there all the same. */
  readonly unread?: readonly Problem[];
  /** Files whose shape was checked before. */
  readonly known?: Files;
  /** What is in S3. */
  readonly objects?: Objects;
  /** How the platforms answer from outside. */
  readonly web?: Json;
  /** What a round trip to a database takes, milliseconds, by its identifier. */
  readonly roundTrips?: Readonly<Record<string, number>>;
  /** What somebody does by hand to what is deployed. */
  readonly byHand?: readonly HandWork[];
}

/** @param folder where the files come from, for people */
export async function checked(
  folder: string,
  files: Files,
  {
    unread = [],
    known = new Map(),
    objects = new Map(),
    web = null,
    byHand = [],
    roundTrips = {},
  }: Beside = {},
): Promise<Snapshot> {
  const wrong = [...unread, ...(await misshapenIn(files, known))];
  try {
    const snapshot = new Snapshot(folder, files, objects, web, byHand, roundTrips);
    if (wrong.length > 0) throw new SnapshotRefused(folder, wrong);
    return snapshot;
  } catch (error) {
    if (!(error instanceof SnapshotRefused)) throw error;
    throw new SnapshotRefused(folder, together(wrong, error.problems));
  }
}

/** Each place once: what is no list, for example, has no items either. */
function together(first: readonly Problem[], second: readonly Problem[]): readonly Problem[] {
  const known = new Set(first.map(({ file, at }) => `${file} ${at}`));
  return [...first, ...second.filter(({ file, at }) => !known.has(`${file} ${at}`))];
}

async function misshapenIn(files: Files, known: Files): Promise<readonly Problem[]> {
  const problems: Problem[] = [];
  for (const { kind, place, content } of placeAll(files).placed) {
    const file = pathOf(kind, place);
    if (known.get(file) === content) continue;
    const command = commandOf(kind, place);
    const found = shapeProblems(await kind.answer(), content, [...kind.decoded, ...kind.policies]);
    problems.push(...found.map((each) => ({ ...each, file, command })));
  }
  return problems;
}
