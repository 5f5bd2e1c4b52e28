import {
  allPairs,
  plantedActs,
  planting,
  plantings,
  somePairs,
} from '../../../../rehearsal/preflight/migration/plantings.ts';
import { SHOP_WORLD } from '../../../../rehearsal/shop/shop.ts';
import type { Expectation, FaultExpectation } from '../../../../rehearsal/snapshot/expectation.ts';
import { patched } from '../../../../rehearsal/snapshot/patch.ts';
import type { Patch } from '../../../../rehearsal/snapshot/patch-file.ts';
import { shopSnapshot } from '../../../support/shop-snapshot.ts';

const NAMES = ['a', 'b', 'c', 'd', 'e'];

const saying = (code: string): Expectation => ({
  findings: [{ level: 'fail', check: 'VerifyKms', code, subject: 'key' }],
  gone: [],
});
const fault = (name: string, expected?: FaultExpectation): Patch => ({
  path: `faults/${name}.json`,
  plants: `${name} is planted`,
  files: new Map(),
  objects: new Map(),
  web: [],
  roundTrips: {},
  byHand: [],
  app: undefined,
  expected,
});
const described = (name: string, hidden: FaultExpectation['hidden'] = new Map()) =>
  fault(name, { ...saying(name), hidden });

describe('Some pairs', () => {
  it.each([1, 2, 7])('have each fault twice, with seed %d', (seed) => {
    const pairs = somePairs(NAMES, seed);
    const counts = NAMES.map((name) => pairs.filter((pair) => pair.includes(name)).length);
    expect(counts).toEqual(NAMES.map(() => 2));
    expect(pairs.every(([one, other]) => one !== other)).toBe(true);
    expect(new Set(pairs.map((pair) => pair.toSorted().join(' '))).size).toBe(NAMES.length);
  });

  it('are the same with the same seed, and others with another one', () => {
    expect(somePairs(NAMES, 1)).toEqual(somePairs(NAMES, 1));
    expect(somePairs(NAMES, 1)).not.toEqual(somePairs(NAMES, 2));
  });

  it('of two faults are one pair, and of one none', () => {
    expect(somePairs(['a', 'b'], 1)).toHaveLength(1);
    expect(somePairs(['a'], 1)).toEqual([]);
    expect(somePairs([], 1)).toEqual([]);
  });
});

it('All pairs are all that there are, each once', () => {
  expect(allPairs(['a', 'b', 'c'])).toEqual([
    ['a', 'b'],
    ['a', 'c'],
    ['b', 'c'],
  ]);
});

describe('What is planted', () => {
  it('is each fault alone, then the pairs', () => {
    const faults = ['a', 'b', 'c'].map((name) => described(name));
    const titles = (pairs: 'none' | 'some' | 'all') => plantings(faults, pairs, 1).map(({ title }) => title);
    expect(titles('none')).toEqual(['a', 'b', 'c']);
    expect(titles('some')).toHaveLength(6);
    expect(titles('all')).toEqual(['a', 'b', 'c', 'a + b', 'a + c', 'b + c']);
  });

  it('is expected to say what each fault says', () => {
    const codes = planting(described('a'), described('b')).expected?.findings.map(({ code }) => code);
    expect(codes).toEqual(['a', 'b']);
  });

  it('is not expected to say what one of the two hides, whichever of them knows that', () => {
    const { findings } = saying('b');
    const hides = described('a', new Map([['b', findings.map((each) => ({ ...each, subject: '*' }))]]));
    const other = described('b');
    for (const { expected } of [planting(hides, other), planting(other, hides)])
      expect(expected).toEqual(saying('a'));
    expect(planting(hides, described('c')).expected?.findings).toHaveLength(2);
  });

  it('is not judged where nobody has said what one fault says', () => {
    expect(planting(fault('a')).expected).toBeUndefined();
    expect(planting(fault('a'), described('b')).expected).toBeUndefined();
  });
});

describe('The apps', () => {
  const about = (app: string | undefined, ...names: readonly string[]) =>
    names.map((name) => ({ ...described(name), app }));
  const brief = (acts: ReturnType<typeof plantedActs>) =>
    acts.map(({ name, patches }) => [name, patches.map((each) => planting(each).title)]);
  const never = () => [];

  it('are the usual one, then each that a fault is about', () => {
    const faults = [...about('b', 'one'), ...about(undefined, 'two'), ...about('b', 'three')];
    expect(brief(plantedActs([], () => faults))).toEqual([
      [undefined, ['two']],
      ['b', ['one', 'three']],
    ]);
    expect(brief(plantedActs([], never))).toEqual([[undefined, []]]);
  });

  it('are only those of the patches that are asked for', () => {
    expect(brief(plantedActs(about('b', 'one'), never))).toEqual([['b', ['one']]]);
    expect(brief(plantedActs(about(undefined, 'two'), never))).toEqual([[undefined, ['two']]]);
  });
});

describe('The faults of the shop', () => {
  const faults = SHOP_WORLD.faults();

  it('say what is found of each', () => {
    expect(faults.length).toBeGreaterThanOrEqual(20);
    const silent = faults.filter(({ expected }) => !expected || expected.findings.length === 0);
    expect(silent).toEqual([]);
  });

  it('name others that are there', () => {
    const names = faults.map((each) => planting(each).title);
    const named = faults.flatMap(({ expected }) => [...(expected?.hidden.keys() ?? [])]);
    expect(named.filter((name) => !names.includes(name))).toEqual([]);
  });

  it('are two at least of each check that looks at the world', () => {
    const checks = Map.groupBy(
      faults.flatMap(({ path, expected }) => [
        ...new Set(expected?.findings.map(({ check }) => `${check} ${path}`)),
      ]),
      (each) => each.split(' ')[0],
    );
    const few = [...checks].filter(([, found]) => found.length < 2).map(([check]) => check);
    expect(few).toEqual([]);
  });

  it('can be planted two at a time', async () => {
    const snapshot = shopSnapshot();
    const touched = ({ files, objects }: Patch) => new Set([...files.keys(), ...objects.keys()]);
    // Others can't stand in each other's way.
    const close = allPairs(faults).filter(
      ([one, other]) => one.app === other.app && [...touched(one)].some((path) => touched(other).has(path)),
    );
    expect(close.length).toBeGreaterThan(0);
    for (const pair of close) await expect(patched(snapshot, pair)).resolves.toBeDefined();
  });

  it('are none of what the shop has anyway', () => {
    const again = faults.flatMap(({ app, expected }) => {
      const known = new Set((SHOP_WORLD.findings(app) ?? []).map((each) => JSON.stringify(each)));
      return (expected?.findings ?? []).filter((each) => known.has(JSON.stringify(each)));
    });
    expect(again).toEqual([]);
  });

  it('are about apps that the world has', () => {
    const apps = new Set(faults.flatMap(({ app }) => app ?? []));
    expect(apps.size).toBeGreaterThan(0);
    expect([...apps].filter((app) => !SHOP_WORLD.otherApp(app))).toEqual([]);
  });
});
