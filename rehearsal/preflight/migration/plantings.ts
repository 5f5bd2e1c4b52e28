/** Which faults are planted together. */
import { basename } from 'node:path';
import { seededRandom } from '../../route53/index.ts';
import type { Expectation } from '../../snapshot/expectation.ts';
import type { Patch } from '../../snapshot/patch-file.ts';
import { together } from './compare.ts';

/** What one dry run is made in. */
export interface Planting {
  readonly title: string;
  readonly about: string;
  readonly patches: readonly Patch[];
  /** Undefined where somebody plants what nobody has described. */
  readonly expected: Expectation | undefined;
}

/** What is planted around one app. */
export interface PlantedAct {
  /** Another app of the world than the usual one. */
  readonly name: string | undefined;
  readonly patches: readonly Patch[];
  /** In place of the world's faults. */
  readonly areAsked: boolean;
}

/** The usual app first; then the others that patches need. */
export function plantedActs(asked: readonly Patch[], faults: () => readonly Patch[]): readonly PlantedAct[] {
  const areAsked = asked.length > 0;
  const all = areAsked ? asked : faults();
  const ofUsual = all.filter(({ app }) => app === undefined);
  const others = [...new Set(all.flatMap(({ app }) => app ?? []))].map((name) => ({
    name,
    patches: all.filter(({ app }) => app === name),
    areAsked,
  }));
  const isNeeded = ofUsual.length > 0 || !areAsked;
  return [...(isNeeded ? [{ name: undefined, patches: ofUsual, areAsked }] : []), ...others];
}

export const PAIRS = ['none', 'some', 'all'] as const;
export type Pairs = (typeof PAIRS)[number];

/** Each fault alone, then in pairs: all that there are, or those of `somePairs`. */
export function plantings(faults: readonly Patch[], pairs: Pairs, seed: number): readonly Planting[] {
  const both = { none: [], some: somePairs(faults, seed), all: allPairs(faults) }[pairs];
  return [...faults.map((fault) => planting(fault)), ...both.map((pair) => planting(...pair))];
}

export function planting(...patches: readonly Patch[]): Planting {
  return {
    title: patches.map(nameOf).join(' + '),
    about: patches.map(({ plants }) => plants).join(', and '),
    patches,
    expected: expectedOf(patches),
  };
}

/** Each fault in two pairs: one with whom the seed puts before it, one with whom it puts behind. */
export function somePairs<F>(faults: readonly F[], seed: number): readonly (readonly [F, F])[] {
  const ring = shuffled(faults, seed);
  const pairs = ring.map((fault, i) => [fault, ring[(i + 1) % ring.length] ?? fault] as const);
  // Two have one pair, and one has none.
  return pairs.slice(0, ring.length > 2 ? ring.length : ring.length - 1);
}

export function allPairs<F>(faults: readonly F[]): readonly (readonly [F, F])[] {
  return faults.flatMap((one, i) => faults.slice(i + 1).map((other) => [one, other] as const));
}

export function nameOf({ path }: Pick<Patch, 'path'>): string {
  return basename(path, '.json');
}

function expectedOf(patches: readonly Patch[]): Expectation | undefined {
  const expected = patches.flatMap((patch) => patch.expected ?? []);
  if (expected.length < patches.length) return undefined;
  const names = patches.map(nameOf);
  return together(
    expected,
    expected.flatMap(({ hidden }) => names.flatMap((name) => hidden.get(name) ?? [])),
  );
}

function shuffled<T>(items: readonly T[], seed: number): readonly T[] {
  const random = seededRandom(seed);
  return items
    .map((item) => ({ item, at: random() }))
    .toSorted((one, other) => one.at - other.at)
    .map(({ item }) => item);
}
