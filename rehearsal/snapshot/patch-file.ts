/** A fault as a file: JSON patches (RFC 6902) of a snapshot's files, and changes of texts in S3. `worlds/SPEC.md`, "Patches". */
import type { Operation } from 'rfc6902';
import { type HandWork, handWorkIn, notHandWork } from './by-hand.ts';
import { expectationIn, type FaultExpectation, notAnExpectation } from './expectation.ts';
import { below, isList, isObject, type Json, type JsonObject, quote } from './json.ts';
import { readJsonFile } from './json-file.ts';
import type { ObjectChange } from './objects.ts';
import type { Fault } from './problem.ts';

export interface Patch {
  /** Path of its file. */
  readonly path: string;
  /** What it plants, for people. */
  readonly plants: string;
  /** The app of the world that it is about, in place of the usual one. */
  readonly app: string | undefined;
  /** The changes of each file of the snapshot, by path. The whole of a file ('') may be added, replaced and removed. */
  readonly files: ReadonlyMap<string, readonly Operation[]>;
  /** The changes of S3's objects, by bucket and key. */
  readonly objects: ReadonlyMap<string, ObjectChange>;
  /** The changes of how the platforms answer from outside. */
  readonly web: readonly Operation[];
  /** What a round trip to a database takes, milliseconds, by its identifier. */
  readonly roundTrips: Readonly<Record<string, number>>;
  /** What somebody does by hand to what is deployed. */
  readonly byHand: readonly HandWork[];
  /** What a dry run says of it, where the file says so. */
  readonly expected: FaultExpectation | undefined;
}

interface Content {
  readonly plants: string;
  readonly app?: string;
  readonly files?: Readonly<Record<string, readonly Operation[]>>;
  readonly objects?: Readonly<Record<string, ObjectChange>>;
  readonly web?: readonly Operation[];
  readonly roundTrips?: Readonly<Record<string, number>>;
  readonly byHand?: Json;
}

/** @throws SnapshotRefused if it isn't a patch */
export function readPatch(path: string): Patch {
  const content = readJsonFile(path, faultsIn) as JsonObject;
  const known = content as unknown as Content;
  const { plants, app, files = {}, objects = {}, web = [], roundTrips = {}, byHand = [] } = known;
  return {
    path,
    plants,
    app,
    files: new Map(Object.entries(files)),
    objects: new Map(Object.entries(objects)),
    web,
    roundTrips,
    byHand: handWorkIn(byHand),
    expected: expectationIn(content),
  };
}

/** The members that say what a dry run finds. */
const EXPECTED = ['findings', 'gone', 'hidden'];

function faultsIn(content: Json): readonly Fault[] {
  if (!isObject(content)) return [{ at: '', words: `expected an object, found ${quote(content)}` }];
  const {
    plants,
    app,
    files = {},
    objects = {},
    web = [],
    roundTrips = {},
    byHand = [],
    ...others
  } = content;
  return [
    ...Object.keys(others)
      .filter((name) => !EXPECTED.includes(name))
      .map((name) => ({
        at: below('', name),
        words: `expected only plants, app, files, objects, web, roundTrips, byHand, ${EXPECTED.join(', ')}`,
      })),
    ...notAnExpectation(others),
    ...(app === undefined || (typeof app === 'string' && app !== '')
      ? []
      : [{ at: '/app', words: `expected the name of an app of the world, found ${quote(app)}` }]),
    ...notOperations(web, '/web'),
    ...notRoundTrips(roundTrips),
    ...notHandWork(byHand, '/byHand'),
    ...(typeof plants === 'string' && plants !== ''
      ? []
      : [{ at: '/plants', words: 'expected words that say what is planted' }]),
    ...(isObject(files)
      ? Object.entries(files).flatMap(([file, operations]) =>
          notOperations(operations, below('/files', file)),
        )
      : [{ at: '/files', words: 'expected an object with the changes of each file' }]),
    ...(isObject(objects)
      ? Object.entries(objects).flatMap(([path, change]) => notAChange(change, below('/objects', path)))
      : [{ at: '/objects', words: "expected an object with the changes of each of S3's objects" }]),
  ];
}

/** Longer than this, a probe gives up. */
const LONGEST_ROUND_TRIP_MS = 3000;

function notRoundTrips(roundTrips: Json): readonly Fault[] {
  const words = `expected milliseconds from 0 to ${LONGEST_ROUND_TRIP_MS}`;
  if (!isObject(roundTrips)) return [{ at: '/roundTrips', words: `${words} for each database` }];
  return Object.entries(roundTrips).flatMap(([name, ms]) => {
    const fits = typeof ms === 'number' && ms >= 0 && ms <= LONGEST_ROUND_TRIP_MS;
    return fits ? [] : [{ at: below('/roundTrips', name), words: `${words}, found ${quote(ms)}` }];
  });
}

function notOperations(operations: Json, at: string): readonly Fault[] {
  if (!isList(operations)) return [{ at, words: 'expected a list of operations' }];
  return operations.flatMap((operation, i) => {
    const words = isObject(operation) ? wrongIn(operation) : 'expected an operation';
    return words === undefined ? [] : [{ at: below(at, i), words }];
  });
}

function notAChange(change: Json, at: string): readonly Fault[] {
  const fits = isList(change) ? change.every(isEdit) : change === null || typeof change === 'string';
  return fits ? [] : [{ at, words: 'expected a text, null, or a list of { "replace": …, "by": … }' }];
}

function isEdit(edit: Json): boolean {
  if (!isObject(edit)) return false;
  return typeof edit.replace === 'string' && edit.replace !== '' && typeof edit.by === 'string';
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
