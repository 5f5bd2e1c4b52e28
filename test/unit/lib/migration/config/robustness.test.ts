import { Duration } from 'aws-cdk-lib';
import fc from 'fast-check';
import type { MigrationConfig } from '../../../../../lib/migration/config/migration-config.ts';
import { cases } from '../../../../support/cases.ts';
import { fullest, problemsOf, resolve, smallest, withValue } from './configurations.ts';
import { oddities } from './oddities.ts';

/** A name's other notations; all mean the same. */
const NOTATIONS = [
  (name: string) => name,
  (name: string) => `${name}.`,
  (name: string) => name.toUpperCase(),
  (name: string) => name.replace('*', '\\052'),
];

const label = fc.stringMatching(/^[a-z0-9]([a-z0-9_-]{0,10}[a-z0-9])?$/);
const names = fc.uniqueArray(
  fc.tuple(fc.boolean(), label).map(([wild, name]) => `${wild ? '*.' : ''}${name}.shop.test`),
  { minLength: 1, maxLength: 12 },
);
const percents = fc
  .uniqueArray(fc.integer({ min: 5, max: 990 }), { maxLength: 8 })
  .map((tenths) => [...tenths.toSorted((a, b) => a - b).map((tenth) => tenth / 10), 100]);

const validConfig: fc.Arbitrary<MigrationConfig> = fc
  .record({
    records: names,
    percents,
    ttl: fc.integer({ min: 1, max: 3_600 }),
    extra: fc.integer({ min: 60, max: 86_400 }),
    addresses: fc.boolean(),
  })
  .map(({ records, percents: shares, ttl, extra, addresses }) => ({
    ...smallest(),
    zones: [{ id: 'Z0SHOP', name: 'shop.test', records }],
    target: addresses ? { ipv4: ['198.51.100.7'], ipv6: ['2001:db8::7'] } : smallest().target,
    ttl: Duration.seconds(ttl),
    steps: shares.map((percent) => ({ percent, soak: Duration.seconds(ttl + extra) })),
  }));

function durationIn(code: string): Duration {
  const [, unit = '', amount = ''] =
    /^Duration\.(millis|seconds|minutes|hours|days)\((\d+)\)/.exec(code) ?? [];
  return Duration[unit as 'millis'](Number(amount));
}

describe('whatever the configuration', () => {
  it('resolves every valid one', () => {
    fc.assert(
      fc.property(validConfig, (config) => {
        const { settings } = resolve(config);
        expect(settings.steps.map(({ percent }) => percent)).toEqual(
          config.steps?.map(({ percent }) => percent),
        );
        expect(settings.zones[0]?.records).toHaveLength(config.zones[0]?.records.length ?? -1);
      }),
    );
  });

  it('advises a duration that is accepted there', () => {
    const places = fc.constantFrom<(string | number)[]>(
      ['ttl'],
      ['steps', 2, 'soak'],
      ['soak', 'extension'],
      ['drain', 'minimumStay'],
      ['drain', 'maximumStay'],
      ['holdTimeout'],
      ['databases', 1, 'p99Budget'],
    );
    const amount = fc.integer({ min: 1, max: 1_000_000 });
    const written = fc
      .tuple(amount, fc.constantFrom('ms', 's', ' min', 'h', 'd'))
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(places, fc.oneof(amount, written), (at, value) => {
        const [problem] = problemsOf(withValue(fullest(), at, value));
        const advised = durationIn(problem?.fix ?? '');
        const again = problemsOf(withValue(fullest(), at, advised)).map(({ path }) => path);
        expect(again).not.toContain(problem?.path);
      }),
    );
  });

  it('reads every notation of a name as the same, its own result included', () => {
    fc.assert(
      fc.property(validConfig, fc.infiniteStream(fc.constantFrom(...NOTATIONS)), (config, notations) => {
        const { settings } = resolve(config);
        const written = config.zones[0]?.records.map((name) => notations.next().value(name));
        const again = settings.zones[0]?.records;
        for (const records of [written, again])
          expect(resolve(withValue(config, ['zones', 0, 'records'], records)).settings).toEqual(settings);
      }),
    );
  });

  it('refuses a name beside any other notation of it', () => {
    fc.assert(
      fc.property(validConfig, fc.constantFrom(...NOTATIONS), (config, notation) => {
        const records = config.zones[0]?.records ?? [];
        const repeated = withValue(config, ['zones', 0, 'records'], [...records, notation(records[0] ?? '')]);
        expect(problemsOf(repeated).map(({ path }) => path)).toEqual([`zones[0].records[${records.length}]`]);
      }),
    );
  });

  it('refuses any unknown key, anywhere', () => {
    const places = objectsIn(fullest()).filter(
      (path) => !path.includes('dimensions') && !path.includes('askFor'),
    );
    expect(places.length).toBeGreaterThan(15);
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.string(), fc.anything(), (place, key, value) => {
        const changed = withValue(fullest(), place, withOwn(at(fullest(), place), key, value));
        fc.pre(!(key in (at(fullest(), place) as object)) && !isKnownSomewhere(key));
        const [unknown, ...others] = problemsOf(changed);
        expect(unknown?.expected).toContain('a key of');
        // One that seems to mean a key that is left out is read as that one: its value is checked, too.
        const isRead = unknown?.fix.endsWith(', if that is meant');
        expect(others.filter(({ path }) => !isRead || !path.startsWith(unknown?.path ?? ''))).toEqual([]);
      }),
      { examples: [[['ingress', 'paths', 0], 'nAm', [0]]] },
    );
  });

  it('refuses an unknown key with any odd thing', () => {
    for (const odd of oddities()) {
      const problems = problemsOf(withOwn(fullest(), 'nonsense', odd) as MigrationConfig);
      expect(problems.map(({ path }) => path)).toEqual(['nonsense']);
    }
  });

  it('throws nothing but a ConfigError, whatever stands anywhere', () => {
    const places = [[], ...pathsIn(fullest())];
    const anything = fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withNullPrototype: true,
      withSparseArray: true,
      withObjectString: true,
      withTypedArray: true,
    });
    const odd = oddities();
    // By number: a failure is printed with its values, and one of these is too long for that.
    const value = fc.oneof(
      anything.map((made) => ({ made })),
      fc.nat({ max: odd.length - 1 }).map((index) => ({ index })),
    );
    fc.assert(
      fc.property(fc.constantFrom(...places), value, (place, choice) => {
        const wrong = 'index' in choice ? odd[choice.index] : choice.made;
        const problems = problemsOf(withValue(fullest(), place, wrong));
        expect(problems.filter(({ expected, fix }) => expected === '' || fix === '')).toEqual([]);
      }),
      { numRuns: cases(500) },
    );
  });

  it('lets through what a getter throws, which is no mistake in a value', () => {
    const get = () => {
      throw new Error('boom');
    };
    expect(() => problemsOf(Object.defineProperty(smallest(), 'name', { get }))).toThrow('boom');
  });

  it.each(oddities().map((value, i) => [i, value]))('refuses oddity %d as the whole', (_, value) => {
    expect(problemsOf(value).length).toBeGreaterThan(0);
    expect(problemsOf(smallest(), value).length).toBeGreaterThan(0);
  });
});

type Path = (string | number)[];

function pathsIn(value: unknown): Path[] {
  if (typeof value !== 'object' || value === null || value instanceof Duration) return [];
  return Object.entries(value).flatMap(([key, child]) => {
    const step = Array.isArray(value) ? Number(key) : key;
    return [[step], ...pathsIn(child).map((rest) => [step, ...rest])];
  });
}

function at(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((parent, key) => (parent as Record<string | number, unknown>)[key], value);
}

function objectsIn(config: unknown): Path[] {
  return [[], ...pathsIn(config)].filter((path) => {
    const value = at(config, path);
    return typeof value === 'object' && !Array.isArray(value) && !(value instanceof Duration);
  });
}

function withOwn(value: unknown, key: string, child: unknown): unknown {
  return Object.defineProperty({ ...(value as object) }, key, { value: child, enumerable: true });
}

/** Keys that fullest() leaves out in one place and has in another would be right in the first. */
function isKnownSomewhere(key: string): boolean {
  return ['ipv4', 'ipv6', 'kind', 'roundTrips', 'p99Budget', 'private', 'approval', 'hostedZoneId'].includes(
    key,
  );
}
