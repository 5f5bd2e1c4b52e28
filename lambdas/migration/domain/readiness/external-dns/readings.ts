/**
 * For which names of the zone external-dns may have made a mark, told by the mark's own name.
 *
 * It puts a mark at `<prefix><type>-<first label><suffix>.<rest>`, where the prefix or the suffix is empty; before 0.12,
 * and beside that until 0.18, without `<type>-`. Either affix may have dots, or the type at any place of it
 * (`%{record_type}`), then there is no `<type>-`. A `*` may be replaced by any word. The flags aren't known here, so a name
 * can often be read in several ways.
 * Sources: external-dns, docs/registry/txt.md and registry/mapper/mapper.go (ToTXTName).
 */

export type Rank =
  /** No flag is needed to read it so, and the name has such a record. */
  | 'plain'
  /** An affix is set off, or a prefix stands before `<type>-`; the name has such a record. */
  | 'affixed'
  /** Just as well the mark of a name that isn't there. */
  | 'far'
  /** The name has no record of the type that the mark says. */
  | 'gone';

export interface Reading {
  /** A name of the zone. */
  readonly name: string;
  readonly rank: Rank;
  /** What stands before or after the name, with `%` for a type: `extdns-%.…` or `…-%`. */
  readonly affix: string;
}

/** By name, the types of its records; what an alias answers was once marked as CNAME. */
export type Hosts = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * The plainest readings of a mark, and what explains as much of it. None where it fits no name of the zone: what it was
 * made for is gone.
 */
export function readingsOf(mark: string, hosts: Hosts): Reading[] {
  const behindPrefix = prefixed(mark, hosts);
  const plain = behindPrefix.filter(({ rank }) => rank === 'plain');
  if (plain.length > 0) return plain;
  const found = [...behindPrefix, ...suffixed(mark, hosts), ...replaced(mark, hosts)];
  const affixed = found.filter(({ rank }) => rank === 'affixed');
  const least = affixed.length > 0 ? Math.min(...affixed.map(explained)) : Math.max(...found.map(explained));
  return found.filter((reading) => explained(reading) >= least);
}

/** True for a mark that has this affix, too, whatever name it was made for. */
export function hasAffix(mark: string, affix: string): boolean {
  const [prefix = '', suffix] = affix.split('…');
  const text = withoutTypes(mark);
  return suffix ? text.includes(`${suffix}.`) : text.startsWith(prefix);
}

/** All that the mark ends in is there behind a prefix: `extdns-a-` and `www.example.com.`. */
function prefixed(mark: string, hosts: Hosts): Reading[] {
  const found: Reading[] = [];
  for (let at = 0; at < mark.length; at++) {
    const name = mark.slice(at);
    const types = hosts.get(name);
    if (!types) continue;
    const prefix = mark.slice(0, at);
    found.push({ name, rank: rankOfPrefix(prefix, types), affix: `${withoutTypes(prefix)}…` });
  }
  return found;
}

function rankOfPrefix(prefix: string, types: ReadonlySet<string>): Rank {
  if (prefix === '') return 'plain';
  const before = /(aaaa|cname|a)-$/.exec(prefix)?.[1] ?? /^(aaaa|cname|a)\.$/.exec(prefix)?.[1];
  if (before) return !has(types, [before]) ? 'gone' : prefix === `${before}-` ? 'plain' : 'affixed';
  const within = typesIn(prefix);
  if (within.length > 0) return has(types, within) ? 'far' : 'gone';
  return prefix.includes('.') || !/[^a-z0-9]$/.test(prefix) ? 'far' : 'affixed';
}

/** Anything between two parts of a name is a suffix of the first one: `www`, `-extdns` and `.example.com.`. */
function suffixed(mark: string, hosts: Hosts): Reading[] {
  const type = /^(aaaa|cname|a)-/.exec(mark)?.[1];
  const read = (start: number, before?: string): Reading[] =>
    suffixesOf(mark, start, hosts).map(({ name, suffix, types }) => {
      return { name, rank: rankOfSuffix(before, suffix, types), affix: `…${withoutTypes(suffix)}` };
    });
  return [...read(0), ...(type ? read(type.length + 1, type) : [])];
}

interface Suffixed {
  readonly name: string;
  readonly suffix: string;
  readonly types: ReadonlySet<string>;
}

function suffixesOf(mark: string, start: number, hosts: Hosts): Suffixed[] {
  const found: Suffixed[] = [];
  for (const dot of dotsOf(mark)) {
    const rest = mark.slice(dot);
    for (let end = start + 1; end < dot; end++) {
      const name = mark.slice(start, end) + rest;
      const types = hosts.get(name);
      if (types) found.push({ name, suffix: mark.slice(end, dot), types });
    }
  }
  return found;
}

/** What begins with a type is first of all the mark of a longer name: `a-www-extdns` that of `www-extdns`. */
function rankOfSuffix(before: string | undefined, suffix: string, types: ReadonlySet<string>): Rank {
  const within = before ? [before] : typesIn(suffix);
  if (within.length > 0 && !has(types, within)) return 'gone';
  if (before || !/^[^a-z0-9]/.test(suffix)) return 'far';
  return /^[^.]*(?:\.(?:aaaa|cname|a))?$/.test(suffix) ? 'affixed' : 'far';
}

/** Where a wildcard's `*` is replaced, anything may stand before the rest of its name. */
function replaced(mark: string, hosts: Hosts): Reading[] {
  return dotsOf(mark).flatMap((dot) => {
    const name = `\\052${mark.slice(dot)}`;
    return hosts.has(name) && dot > 0 && name !== mark ? [{ name, rank: 'far' as const, affix: '' }] : [];
  });
}

function dotsOf(text: string): number[] {
  return Array.from(text.matchAll(/\./g), ({ index }) => index);
}

/** How much of a mark is the name, in characters; of a wildcard, what is below it. */
function explained({ name }: Reading): number {
  return name.replace(/^\\052\./, '').length;
}

/** The types that stand alone in an affix, of those that a migration moves. */
function typesIn(affix: string): string[] {
  return affix.match(/(?<![a-z0-9])(?:aaaa|a|cname)(?![a-z0-9])/g) ?? [];
}

function has(types: ReadonlySet<string>, any: readonly string[]): boolean {
  return any.some((type) => types.has(type.toUpperCase()));
}

function withoutTypes(affix: string): string {
  return affix.replace(/(?<![a-z0-9])(?:aaaa|a|cname|dname|mx|naptr|ns|ptr|srv|txt)(?![a-z0-9])/g, '%');
}
