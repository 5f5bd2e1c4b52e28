/** Settings as a tree in which each item of a list has a name of its own, so that its place in the list is no matter. */

export type Leaf = string | number | boolean;
export type Tree = ReadonlyMap<string, Leaf | Tree>;

const LISTED: Tree = new Map();

/** By the path of a list: what its items are called. Items of other lists are their own names. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  zones: ['name'],
  alarms: ['name'],
  keys: ['arn'],
  databases: ['identifier'],
  acceptances: ['id', 'subject'],
  manualChecks: ['id'],
  'freeze.windows': ['from', 'until'],
  signals: ['name'],
  'ingress.names': ['name'],
  'ingress.paths': ['scheme', 'path'],
};

/** The name of an item, which the tree has in the place of a field. */
const NAMING: readonly string[] = ['zones.*.name', 'alarms.*.name', 'signals.*.name', 'ingress.names.*.name'];

/** @param path of `value`, with `*` for the name of an item */
export function treeOf(value: object, path = ''): Tree {
  const entries = Array.isArray(value)
    ? value.map((item) => [nameOf(item, path), item] as const)
    : Object.entries(value);
  const isList = Array.isArray(value);
  return new Map(
    entries.flatMap(([name, each]): [string, Leaf | Tree][] => {
      const at = join(path, isList ? '*' : name);
      if (each === undefined || NAMING.includes(at)) return [];
      if (typeof each === 'object' && each !== null) return [[name, treeOf(each, at)]];
      // Of a list of words or numbers, an item is there or not.
      return [[name, isList ? LISTED : (each as Leaf)]];
    }),
  );
}

function nameOf(item: unknown, path: string): string {
  if (typeof item !== 'object' || item === null) return String(item);
  const fields = NAMES[path];
  if (!fields) return JSON.stringify(item);
  return fields.map((field) => String((item as Readonly<Record<string, unknown>>)[field])).join(' ');
}

function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}
