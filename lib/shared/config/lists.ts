/** Readers of lists whose values may be there once. */
import type { ListLimits, Place } from './place.ts';

interface Values<T> extends ListLimits {
  /** Gives one value, or reports at its place and gives undefined. */
  readonly read: (at: Place) => T | undefined;
  /** What two values have in common that are the same. */
  readonly keyOf: (value: T) => string;
  /** For people: `each key`. */
  readonly each: string;
}

/** The values that can be read, each once. What can't be read is reported, and so is every repeat. */
export function readEach<T>(place: Place, { read, keyOf, each, ...limits }: Values<T>): T[] {
  const found = (place.items(limits) ?? []).flatMap((at) => {
    const value = read(at);
    return value === undefined ? [] : [{ place: at, key: keyOf(value), value }];
  });
  return refuseRepeats(found, each).map(({ value }) => value);
}

/** Reports every value but the first of those that are the same. @returns the first ones */
export function refuseRepeats<T extends { readonly place: Place; readonly key: string }>(
  found: readonly T[],
  what: string,
): T[] {
  const first = new Map<string, T>();
  for (const value of found) {
    const earlier = first.get(value.key);
    if (earlier) value.place.problem(`${what} once`, `remove it: ${earlier.place.path} is the same`);
    else first.set(value.key, value);
  }
  return [...first.values()];
}
