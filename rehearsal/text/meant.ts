import leven from 'leven';

/** A word this near to a longer name was probably meant to be that name; of a short name half the letters may differ. */
const NEAR = 4;

/** Asks for the nearest of `names`, if one is near; else ''. */
export function meant(word: string, names: readonly string[], prefix = ''): string {
  const [nearest] = names
    .map((name) => ({ name, distance: leven(name, word) }))
    .toSorted((a, b) => a.distance - b.distance);
  const near = nearest && nearest.distance <= Math.min(NEAR, nearest.name.length / 2);
  return near ? `; did you mean ${prefix}${nearest.name}?` : '';
}
