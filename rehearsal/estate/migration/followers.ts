import { isWithin, leadsTo, parentOf, type RecordSet } from '../../route53/index.ts';

/** A name that leads to another one, and so is answered by whoever answers for that. */
export interface Follower {
  readonly name: string;
  readonly on: string;
  /** It is moved itself; the others are neighbours that nobody has configured. */
  readonly isMoved: boolean;
}

const ADDRESS_TYPES = ['A', 'AAAA', 'CNAME'];
const WILDCARD = '\\052';

/**
 * Those that lead to a moved name, or to another follower.
 * @param records of all zones @param moved as Route 53 returns names
 */
export function followersIn(records: readonly RecordSet[], moved: ReadonlySet<string>): readonly Follower[] {
  const byName = Map.groupBy(
    records.filter(({ Type }) => ADDRESS_TYPES.includes(Type)),
    ({ Name }) => Name,
  );
  const leads = new Map(
    [...byName].flatMap(([name, sets]) => {
      const next = theOneNext(sets);
      const on = next === undefined ? undefined : answering(next, byName);
      return on === undefined || on === name ? [] : [[name, on] as const];
    }),
  );
  const follows = (name: string, seen: readonly string[] = []): boolean => {
    const on = leads.get(name);
    if (on === undefined || seen.includes(name)) return false;
    return moved.has(on) || follows(on, [...seen, name]);
  };
  return [...leads]
    .filter(([name]) => follows(name))
    .map(([name, on]) => ({ name, on, isMoved: moved.has(name) }));
}

/** Names in the longest chain of answers, of which each may be cached for its own TTL. */
export function longestChain(followers: readonly Follower[]): number {
  const chainOf = (name: string): number => {
    const follower = followers.find((one) => one.name === name);
    return follower ? 1 + chainOf(follower.on) : 1;
  };
  return Math.max(1, ...followers.map(({ name }) => chainOf(name)));
}

/** Where all record sets of a name lead; undefined if they lead to several places, or to no name. */
function theOneNext(sets: readonly RecordSet[]): string | undefined {
  const nexts = new Set(sets.map(leadsTo));
  const [next] = nexts;
  return nexts.size === 1 ? next : undefined;
}

/** The name whose record sets answer for this one: its own, or a wildcard's; undefined if the zones have none. */
export function answering(name: string, names: ReadonlyMap<string, unknown>): string | undefined {
  if (names.has(name)) return name;
  // A name that exists, even if only because of names below it, hides the wildcards above it.
  const exists = (asked: string) => [...names.keys()].some((each) => isWithin(each, asked));
  for (let child = name; child !== '.' && !exists(child); child = parentOf(child)) {
    const wildcard = `${WILDCARD}.${parentOf(child)}`;
    if (names.has(wildcard)) return wildcard;
  }
  return undefined;
}
