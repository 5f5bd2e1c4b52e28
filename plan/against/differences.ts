import type { Leaf, Tree } from './tree.ts';

/** What differs at one place of two trees. Where a whole branch is new or gone, it is one difference. */
export interface Difference {
  /** Of the place, with the names of items. */
  readonly path: readonly string[];
  readonly before?: Leaf | Tree;
  readonly after?: Leaf | Tree;
}

export function differencesOf(
  before: Tree,
  after: Tree,
  path: readonly string[] = [],
): readonly Difference[] {
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].flatMap((name) => at([...path, name], before.get(name), after.get(name)));
}

function at(
  path: readonly string[],
  before: Leaf | Tree | undefined,
  after: Leaf | Tree | undefined,
): readonly Difference[] {
  if (before instanceof Map && after instanceof Map) return differencesOf(before, after, path);
  if (before === after) return [];
  return [{ path, ...(before !== undefined && { before }), ...(after !== undefined && { after }) }];
}
