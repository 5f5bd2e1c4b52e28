/** How long resolvers may hold what names answered that lead to each other. */
import type { BeforeImage } from './journal-state.ts';
import { longestTtl, type Milestone, recordsAt, type ShapeSettings, shapeOf } from './milestones.ts';

/** A zone's before-image, as far as answers go. */
export type Image = Pick<BeforeImage, 'records' | 'follows'>;

/**
 * The longest time that a resolver may hold what any name answered at `milestone`, seconds. Of a name that follows another
 * one it may hold the parts one after the other: its own, what is between, and then what it leads to.
 * @param images of all zones: a name may follow one of another zone
 */
export function longestHeld(milestone: Milestone, images: Iterable<Image>, settings: ShapeSettings): number {
  const all = [...images];
  const records = all.flatMap(({ records: before, follows }) =>
    recordsAt(milestone, before, shapeOf(settings, follows)),
  );
  return Math.max(longestTtl(records), longestChain(milestone, all, settings));
}

/** The same of names that follow others only; 0 where there are none. */
export function longestChain(milestone: Milestone, images: Iterable<Image>, settings: ShapeSettings): number {
  return Math.max(0, ...heldSeconds(milestone, images, settings).values());
}

/** By name, for those that follow another one: how long a resolver may hold what it answered at `milestone`, seconds. */
export function heldSeconds(
  milestone: Milestone,
  images: Iterable<Image>,
  settings: ShapeSettings,
): ReadonlyMap<string, number> {
  const all = [...images];
  const follows = new Map(all.flatMap((image) => image.follows.map((one) => [one.name, one] as const)));
  if (follows.size === 0) return new Map();
  const shape = shapeOf(settings, [...follows.values()]);
  const before = Map.groupBy(
    all.flatMap(({ records }) => records),
    ({ Name }) => Name,
  );
  const held = new Map<string, number>();
  const heldOf = (name: string): number => {
    const known = held.get(name);
    if (known !== undefined) return known;
    const own = recordsAt(milestone, before.get(name) ?? [], shape);
    const next = follows.get(name);
    // An alias to a record of its zone has no TTL of its own: it answers with its target's.
    const seconds = next
      ? Math.max(0, ...own.map(({ TTL = 0 }) => TTL)) + next.throughSeconds + heldOf(next.on)
      : longestTtl(own);
    held.set(name, seconds);
    return seconds;
  };
  return new Map([...follows.keys()].map((name) => [name, heldOf(name)]));
}
