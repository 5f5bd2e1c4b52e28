/** Settings as a tree in which each item of a list has a name of its own, so that its place in the list is no matter. */

import { undotted } from '../../lambdas/shared/contract/dns-names.ts';

export type Leaf = string | number | boolean;
export type Tree = ReadonlyMap<string, Leaf | Tree>;

/** By the path of a list: what its items are called. Items of other lists are their own names. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  zones: ['name'],
  alarms: ['name'],
  keys: ['arn'],
  databases: ['identifier'],
  acceptances: ['id', 'subject'],
  manualChecks: ['id'],
  'ingress.names': ['name'],
  'ingress.paths': ['scheme', 'path'],
};

/** Nobody configures these: they follow from others, which are compared. */
const DERIVED: readonly string[] = [
  'zones.*.fenceName',
  'zones.*.name',
  'alarms.*.name',
  'target.family',
  'target.hostedZoneId',
];

/** @param path of `value`, with `*` for the name of an item */
export function treeOf(value: object, path = ''): Tree {
  const entries = Array.isArray(value)
    ? value.filter((item) => !isDefault(item, path)).map((item) => [nameOf(item, path), item] as const)
    : Object.entries(value);
  const isList = Array.isArray(value);
  return new Map(
    entries.flatMap(([name, each]): [string, Leaf | Tree][] => {
      const at = join(path, isList ? '*' : name);
      if (each === undefined || DERIVED.includes(at)) return [];
      if (typeof each === 'object' && each !== null) return [[name, treeOf(each, at)]];
      // Of a list of words or numbers, an item is there or not.
      return [[name, isList ? true : (each as Leaf)]];
    }),
  );
}

/** A name is asked for by itself, unless somebody says otherwise. */
function isDefault(item: { readonly name?: string; readonly host?: string }, path: string): boolean {
  return path === 'ingress.names' && undotted(item.name ?? '') === item.host;
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
