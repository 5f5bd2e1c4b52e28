import {
  CORE_SCHEMA,
  type EventType,
  type LoadOptions,
  loadAll,
  type State,
  Type,
  YAMLException,
} from 'js-yaml';
import type { Path, SpecDocument } from '../domain/kops/spec-document.ts';

/** Documents of one text; a cluster with its instance groups has some tens. */
const MOST_DOCUMENTS = 100_000;
/** Collections in one another; a specification has some ten. */
const DEEPEST = 64;
/** Values when every alias is followed: as many as a text of 6 MiB can have without any. */
const MOST_VALUES = 3_200_000;

/** The one thing beyond JSON that people write by hand: `<<: *common`. */
const MERGE = new Type('tag:yaml.org,2002:merge', { kind: 'scalar', resolve: (text) => text === '<<' });

/** The types know neither limit. */
const LIMITS: LoadOptions & { readonly maxDepth: number; readonly maxTotalMergeKeys: number } = {
  // What Kubernetes reads is JSON that is written as YAML: a date is a text.
  schema: CORE_SCHEMA.extend({ implicit: [MERGE] }),
  maxDepth: DEEPEST,
  maxTotalMergeKeys: 10_000,
};

/** A text that is no YAML, or YAML that is made to use up what reads it. */
export class UnreadableYaml extends Error {
  override readonly name = 'UnreadableYaml';
}

/**
 * The documents of a text. Aliases share the value that they stand for, so what a text makes of memory grows with its length
 * alone; whoever follows them may still go through more values than there are.
 * @param source what the text is, for people
 * @throws UnreadableYaml
 */
export function yamlDocuments(text: string, source: string): readonly SpecDocument[] {
  const values = parsed(text, source);
  if (!isWithin(MOST_VALUES, values))
    throw new UnreadableYaml(`${source} has more than ${MOST_VALUES} values when its aliases are followed`);
  // Lines cost a third of the time again, and only what doesn't fit has its line shown.
  let lines: readonly Lines[] | undefined;
  return values.map((value, i) => ({
    source,
    value,
    lineOf: (path) => {
      lines ??= linesOf(text);
      return lineAt(lines[i], path);
    },
  }));
}

function parsed(text: string, source: string): readonly unknown[] {
  const values: unknown[] = [];
  const take = (value: unknown): void => {
    if (values.push(value) > MOST_DOCUMENTS)
      throw new UnreadableYaml(`${source} has more than ${MOST_DOCUMENTS} documents`);
  };
  try {
    loadAll(text, take, LIMITS);
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const { line, column } = error.mark;
    throw new UnreadableYaml(`line ${line + 1}, column ${column + 1} of ${source}: ${error.reason}`, {
      cause: error,
    });
  }
  return values;
}

/** Whether there are no more values than `most`, each counted as often as an alias repeats it. */
function isWithin(most: number, values: readonly unknown[]): boolean {
  const open: unknown[] = [values];
  let seen = 0;
  const count = (each: unknown): void => {
    seen += 1;
    if (typeof each === 'object' && each !== null) open.push(each);
  };
  for (let one = open.pop(); one; one = open.pop()) {
    if (Array.isArray(one)) one.forEach(count);
    // Object.values makes a list of each of a million objects.
    else for (const key in one) count((one as Readonly<Record<string, unknown>>)[key]);
    if (seen > most) return false;
  }
  return true;
}

interface Lines {
  readonly value: unknown;
  readonly of: ReadonlyMap<object, CollectionLines>;
}

/** Of a mapping or a list, from 1. */
interface CollectionLines {
  readonly begins: number;
  /** A mapping's keys that aren't on its first line. Made when needed: most of what is opened is one text or number. */
  keys?: string[];
  /** Of these keys, or of a list's items. */
  lines?: number[];
}

/** Reads the text once more, and keeps where each collection of each document begins, and each of its keys or items. */
function linesOf(text: string): readonly Lines[] {
  const all: Lines[] = [];
  const of = new Map<object, CollectionLines>();
  const open: CollectionLines[] = [];
  const listener = (event: EventType, { line, result, input, position }: State): void => {
    if (event === 'open') {
      open.push({ begins: line + 1 });
      return;
    }
    const closed = open.pop();
    if (!closed) return;
    if (typeof result === 'object' && result !== null && !of.has(result)) of.set(result, closed);
    const parent = open.at(-1);
    if (!parent) return;
    if (typeof result === 'string' && isBeforeColon(input, position)) addKey(parent, result, closed.begins);
    // A mapping's values come after their keys.
    else if (!parent.keys) addItem(parent, closed.begins);
  };
  loadAll(text, (value) => void all.push({ value, of }), { ...LIMITS, listener });
  return all;
}

function addKey(mapping: CollectionLines, key: string, line: number): void {
  if (!mapping.keys) Object.assign(mapping, { keys: [], lines: [] });
  if (line === mapping.begins) return;
  mapping.keys?.push(key);
  mapping.lines?.push(line);
}

function addItem(list: CollectionLines, line: number): void {
  list.lines ??= [];
  list.lines.push(line);
}

function isBeforeColon(input: string, position: number): boolean {
  let at = position;
  while (input[at] === ' ') at += 1;
  return input[at] === ':';
}

function lineAt(lines: Lines | undefined, path: Path): number {
  let value: unknown = lines?.value;
  let line = 1;
  for (const step of [undefined, ...path]) {
    const inside = step === undefined ? undefined : linesIn(lines, value);
    if (step !== undefined) value = Object(value)[step];
    const at = typeof step === 'number' ? step : (inside?.keys?.indexOf(String(step)) ?? -1);
    line = inside?.lines?.[at] ?? linesIn(lines, value)?.begins ?? line;
    if (typeof value !== 'object' || value === null) break;
  }
  return line;
}

function linesIn(lines: Lines | undefined, value: unknown): CollectionLines | undefined {
  return typeof value === 'object' && value !== null ? lines?.of.get(value) : undefined;
}
