/** Names that a policy lets change: exact ones and, where they don't fit, a pattern for each zone (`*` is any text). */
export interface WidenedZone {
  readonly names: readonly string[];
  readonly pattern?: WideningPattern;
}

export interface WideningPattern {
  readonly pattern: string;
  /** How many of the zone's names it stands for; it lets through every other name that it matches too. */
  readonly replaces: number;
}

interface Candidate extends WideningPattern {
  /** Characters fewer in the policy. */
  readonly saves: number;
}

/**
 * Makes names fit into `budget` characters (as JSON strings with their commas) by the fewest patterns that do:
 * one in a zone at most, and only in as many zones as necessary, the largest first. Of the patterns that suffice
 * the longest is taken, because it lets the fewest other names through.
 * @param zones the names of each zone, in the notation of IAM's condition keys (see `undotted`)
 */
export function widen(zones: readonly (readonly string[])[], budget: number): readonly WidenedZone[] {
  const result: WidenedZone[] = zones.map((names) => ({ names }));
  const largestFirst = [...zones.keys()].sort((a, b) => size(zones[b] ?? []) - size(zones[a] ?? []));
  for (const index of largestFirst) {
    const excess = result.reduce((sum, zone) => sum + sizeOf(zone), 0) - budget;
    if (excess <= 0) break;
    result[index] = widenZone(zones[index] ?? [], excess);
  }
  return result;
}

/** Characters that a zone's names and pattern take in a policy. */
export function sizeOf({ names, pattern }: WidenedZone): number {
  return size(names) + (pattern ? size([pattern.pattern]) : 0);
}

/** True when `name` is let through by `pattern`, as IAM's StringLike reads it. */
export function isMatch({ pattern }: WideningPattern, name: string): boolean {
  const [prefix = '', suffix = ''] = pattern.split('*');
  return name.length >= prefix.length + suffix.length && name.startsWith(prefix) && name.endsWith(suffix);
}

function size(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + JSON.stringify(text).length + 1, 0);
}

/** Saves `excess` characters by one pattern; where none does, takes the narrowest that stands for the most names. */
function widenZone(names: readonly string[], excess: number): WidenedZone {
  const candidates = candidatesFor(names);
  const sufficient = candidates.filter(({ saves }) => saves >= excess);
  const chosen =
    sufficient.length > 0
      ? sufficient.reduce((a, b) => (narrower(a, b) ? a : b))
      : candidates.reduce<Candidate | undefined>((a, b) => (a && standsForMore(a, b) ? a : b), undefined);
  if (!chosen) return { names };
  const { pattern, replaces } = chosen;
  return { names: names.filter((name) => !isMatch(chosen, name)), pattern: { pattern, replaces } };
}

function narrower(a: Candidate, b: Candidate): boolean {
  return a.pattern.length === b.pattern.length ? a.pattern < b.pattern : a.pattern.length > b.pattern.length;
}

function standsForMore(a: Candidate, b: Candidate): boolean {
  return a.replaces === b.replaces ? narrower(a, b) : a.replaces > b.replaces;
}

/** Every `prefix*.parent` that stands for two names or more. */
function candidatesFor(names: readonly string[]): Candidate[] {
  const found = new Map<string, { replaces: number; replaced: number }>();
  for (const name of names) {
    const replaced = size([name]);
    for (const pattern of patternsMatching(name)) {
      const sum = found.get(pattern);
      if (!sum) {
        found.set(pattern, { replaces: 1, replaced });
        continue;
      }
      sum.replaces += 1;
      sum.replaced += replaced;
    }
  }
  return [...found]
    .filter(([, { replaces }]) => replaces > 1)
    .map(([pattern, { replaces, replaced }]) => ({ pattern, replaces, saves: replaced - size([pattern]) }))
    .filter(({ saves }) => saves > 0);
}

function* patternsMatching(name: string): Generator<string> {
  for (let dot = name.indexOf('.'); dot > 0; dot = name.indexOf('.', dot + 1)) {
    const parent = name.slice(dot);
    // Two labels at least, so that no pattern covers a top-level domain.
    if (parent.lastIndexOf('.') === 0) return;
    for (let end = 0; end <= dot; end++) {
      const prefix = name.slice(0, end);
      if (!isWithinEscape(prefix)) yield `${prefix}*${parent}`;
    }
  }
}

/** `\052` is one character of a name; half of it would be none. */
function isWithinEscape(prefix: string): boolean {
  return /\\\d{0,2}$/.test(prefix);
}
