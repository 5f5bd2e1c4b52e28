/** Names that are picked out of others, and names that are asked for. */
import { displayName, undotted } from '../../../lambdas/shared/contract/dns-names.ts';
import { readEach } from '../../shared/config/lists.ts';
import { readName } from '../../shared/config/names.ts';
import type { Place } from '../../shared/config/place.ts';
import { readText } from '../../shared/config/values.ts';

const EXAMPLE = "'www.example.com', for example";

/** @param name canonical */
export function isWildcard(name: string): boolean {
  return name.startsWith('\\052.');
}

/** Canonical; undefined where it is no name. */
export function nameIn(text: string): string | undefined {
  const reading = readName(text);
  return 'name' in reading ? reading.name : undefined;
}

/** A name that can be asked for, without its final dot. */
export function readHost(place: Place, what: string): string | undefined {
  const text = readText(place, { what, example: EXAMPLE });
  if (text === undefined) return undefined;
  const reading = readName(text);
  if (!('name' in reading)) return place.problem(`${what}: ${reading.expected}`, reading.fix);
  if (isWildcard(reading.name)) return place.problem(`${what}, not a wildcard`, EXAMPLE);
  return undotted(reading.name);
}

interface Names {
  /** Canonical; undefined where they could not be read: then any name will do. */
  readonly known: readonly string[] | undefined;
  readonly atMost: number;
  /** What one of them is. */
  readonly what: string;
}

/** @returns canonical, each once */
export function readNamesOf(place: Place, { known, atMost, what }: Names): string[] {
  return readEach(place, {
    of: what,
    atLeast: 1,
    atMost,
    example: "names: ['www.example.com'], or leave it out",
    read: (at) => {
      const text = readText(at, { what, example: EXAMPLE });
      if (text === undefined) return undefined;
      const name = nameIn(text);
      if (name !== undefined && (known?.includes(name) ?? true)) return name;
      return at.problem(what, someOf(known ?? []) || EXAMPLE);
    },
    keyOf: String,
    each: 'each name',
  });
}

function someOf(names: readonly string[]): string {
  const quoted = names.slice(0, 3).map((name) => `'${displayName(name)}'`);
  return quoted.join(' or ');
}
