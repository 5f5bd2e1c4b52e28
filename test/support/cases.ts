/** Set by `npm run cases`, which CI does. */
export const ALL_CASES = process.env.ALL_CASES === 'true';
/** One case of so many is tried in `npm test`. */
const OF = 7;

/** How many random cases a property gets, or hits at least: of `all`, the part that is tried. */
export function cases(all: number): number {
  return ALL_CASES ? all : Math.ceil(all / OF);
}

/** Of cases that are enumerated, those that are tried. */
export function casesOf<T>(all: readonly T[]): readonly T[] {
  return ALL_CASES ? all : all.filter((_, i) => i % OF === 0);
}
