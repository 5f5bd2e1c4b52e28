import { App, Duration, Lazy, Stack, Token } from 'aws-cdk-lib';
import { Topic } from 'aws-cdk-lib/aws-sns';
import fc from 'fast-check';
import { shop } from '../../../../bin/shop.ts';
import { ConfigError } from '../../../../lib/config/config-error.ts';
import type { MigrationConfig } from '../../../../lib/config/migration-config.ts';
import { resolveMigration } from '../../../../lib/config/resolve-migration.ts';
import { ENVIRONMENT, fullest, problemsOf, resolve, smallest, withValue } from './configurations.ts';
import { itRefuses } from './refusals.ts';

describe('the name of a migration', () => {
  itRefuses([
    ...['Shop', 'shop_2', '-shop', 'shop-', 'shop--x', '2shop', 'shop.test', 's'.repeat(33), 'shöp'].map(
      (value) => ({ wrong: value, put: ['name'], value, expects: 'lower-case', advises: 'for example' }),
    ),
    {
      wrong: 'a name left out',
      put: ['name'],
      value: undefined,
      expects: "the migration's name",
      advises: "'shop'",
    },
    {
      wrong: 'a token',
      put: ['name'],
      value: Lazy.string({ produce: () => 'x' }),
      shows: 'a token',
      expects: 'known at synth',
      advises: "'shop'",
    },
  ]);

  it('suggests the nearest one that is right', () => {
    expect(problemsOf({ ...smallest(), name: 'My Shop 2026!' })[0]?.fix).toBe("'my-shop-2026', for example");
  });

  it('leaves room for the fence in a TXT record of 255 characters', () => {
    const [longestPercent, longestPhase, epoch] = ['33.333333333333336', 'restoring', '9'.repeat(12)];
    const execution = 'e'.repeat(80);
    const text = `heritage=kops-cutover,migration=${'m'.repeat(32)},epoch=${epoch},phase=${longestPhase},weight=${longestPercent},execution=${execution}`;
    expect(text.length).toBeLessThanOrEqual(255);
    expect(problemsOf({ ...smallest(), name: 'm'.repeat(32) })).toEqual([]);
  });
});

describe('the environment', () => {
  it.each([
    [{ account: Token.asString({ Ref: 'AWS::AccountId' }), region: 'us-west-1' }, 'env.account'],
    [{ account: '111122223333', region: undefined }, 'env.region'],
    [{ account: '1111', region: 'us-west-1' }, 'env.account'],
    [{ account: 111122223333, region: 'us-west-1' }, 'env.account'],
    [{ account: '111122223333', region: 'US West' }, 'env.region'],
  ])('refuses %j', (environment, path) => {
    expect(problemsOf(smallest(), environment).map((problem) => problem.path)).toEqual([path]);
  });

  it('must be there', () => {
    expect(problemsOf(smallest(), null).map(({ path }) => path)).toEqual(['env']);
  });
});

describe('keys that are not known', () => {
  itRefuses([
    {
      wrong: 'a slip of the pen',
      put: ['timeToLive'],
      value: 60,
      shows: 'an unknown key, with 60',
      expects: 'name, zones, target',
      advises: 'nothing: remove it',
    },
    {
      wrong: 'what legacy answers',
      put: ['legacy'],
      value: {},
      shows: 'an unknown key',
      expects: 'a key of a migration',
      advises: 'read from the zone',
    },
    {
      wrong: 'a key of undefined',
      put: ['extra'],
      value: undefined,
      shows: 'left out',
      expects: 'a key of a migration',
      advises: 'remove it',
    },
    {
      wrong: 'a key of another prototype',
      put: ['zones', 0, 'constructor'],
      value: 1,
      shows: 'an unknown key',
      expects: 'a key of a zone',
      advises: 'remove it',
    },
  ]);

  it('are read in place of the known key that was probably meant, so that all is told at once', () => {
    const { zones, ...rest } = smallest();
    const problems = problemsOf({
      ...rest,
      zone: zones.map((zone) => ({ ...zone, records: ['www.other.test'] })),
    });
    expect(problems).toMatchObject([
      { path: 'zone', fix: '`zones`, if that is meant' },
      { path: 'zone[0].records[0]', expected: 'a name in the zone shop.test' },
    ]);
  });
});

describe('a configuration with many problems', () => {
  const config = {
    ...fullest(),
    colour: 'red',
    zones: [
      { id: 'zone', name: 'shop.test', records: ['www.other.test', 'www.shop.test', 'WWW.shop.test.'] },
    ],
    alarms: ['arn:aws:cloudwatch:us-east-1:111122223333:alarm:x'],
    steps: [
      { percent: 60, soak: Duration.seconds(10) },
      { percent: 50, soak: Duration.hours(1) },
    ],
  };

  it('tells all of them, in order', () => {
    expect(problemsOf(config).map(({ path }) => path)).toEqual([
      'colour',
      'zones[0].id',
      'zones[0].records[2]',
      'zones[0].records[0]',
      'alarms[0]',
      'steps[0].soak',
      'steps[1].percent',
    ]);
  });

  it('says each with path, value, expectation and fix', () => {
    const error = thrownBy(() => resolve(config));
    expect(error).toBeInstanceOf(ConfigError);
    expect(error.name).toBe('ConfigError');
    expect(error.message).toContain(
      "The configuration of migration 'shop' has 7 problems; nothing was synthesized.",
    );
    expect(error.message).toContain(
      [
        "  zones[0].records[0]: 'www.other.test'",
        '    expected: a name in the zone shop.test',
        '    write:    a name that ends in .shop.test, or give it under a zone of its own',
      ].join('\n'),
    );
  });
});

describe('a configuration that is right', () => {
  it('resolves whole: the smallest, the fullest and the example', () => {
    for (const config of [smallest(), fullest(), shop]) expect(problemsOf(config)).toEqual([]);
    expect(resolve(shop).warnings).toEqual([]);
    expect(resolve(shop).settings.zones.flatMap(({ records }) => records)).toHaveLength(5);
  });

  it('gives the same settings each time, and changes nothing', () => {
    const config = deepFreeze(fullest());
    expect(JSON.stringify(resolve(config))).toBe(JSON.stringify(resolve(fullest())));
  });

  it('survives the JSON in which the functions get it', () => {
    for (const config of [smallest(), fullest()]) {
      const { settings } = resolve(config);
      expect(JSON.parse(JSON.stringify(settings))).toEqual(settings);
    }
  });

  it('takes thousands of names in many zones', () => {
    const zones = Array.from({ length: 20 }, (_, z) => ({
      id: `Z${z}`,
      name: `z${z}.test`,
      records: Array.from({ length: 500 }, (_, r) => `r${r}.z${z}.test`),
    }));
    expect(resolve({ ...smallest(), zones }).settings.zones.flatMap(({ records }) => records)).toHaveLength(
      10_000,
    );
  });
});

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
    const places = objectsIn(fullest()).filter((path) => !path.includes('dimensions'));
    expect(places.length).toBeGreaterThan(15);
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.string(), fc.anything(), (place, key, value) => {
        const changed = withValue(fullest(), place, withOwn(at(fullest(), place), key, value));
        fc.pre(!(key in (at(fullest(), place) as object)) && !isKnownSomewhere(key));
        const problems = problemsOf(changed);
        expect(problems).toHaveLength(1);
        expect(problems[0]?.expected).toContain('a key of');
      }),
    );
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
    // By number, because fast-check looks into the values that it is given, and some of these bite.
    const value = fc.oneof(
      anything.map((made) => ({ made })),
      fc.nat({ max: odd.length - 1 }).map((index) => ({ index })),
    );
    fc.assert(
      fc.property(fc.constantFrom(...places), value, (place, choice) => {
        const wrong = 'index' in choice ? odd[choice.index] : choice.made;
        for (const problem of problemsOf(withValue(fullest(), place, wrong))) {
          expect(problem.expected).not.toBe('');
          expect(problem.fix).not.toBe('');
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it.each(oddities().map((value, i) => [i, value]))('refuses oddity %d as the whole', (_, value) => {
    expect(problemsOf(value).length).toBeGreaterThan(0);
    expect(problemsOf(smallest(), value).length).toBeGreaterThan(0);
  });
});

describe('the types', () => {
  const refused: MigrationConfig[] = [
    // @ts-expect-error: an unknown key
    { ...smallest(), legacy: {} },
    // @ts-expect-error: a duration needs its unit
    { ...smallest(), ttl: 60 },
    // @ts-expect-error: a load balancer or addresses
    { ...smallest(), target: { loadBalancer: 'x', ipv4: ['198.51.100.7'] } },
    // @ts-expect-error: only public zones
    { ...smallest(), zones: [{ id: 'Z1', name: 'shop.test', records: ['shop.test'], private: true }] },
    // @ts-expect-error: an engine that has no check
    { ...fullest(), databases: [{ identifier: 'x', engine: 'oracle' }] },
    // @ts-expect-error: a step needs its soak
    { ...smallest(), steps: [{ percent: 100 }] },
  ];

  it('refuse what the check refuses', () => {
    for (const config of refused) expect(problemsOf(config).length).toBeGreaterThan(0);
  });
});

function thrownBy(act: () => unknown): Error {
  try {
    act();
  } catch (error) {
    return error as Error;
  }
  throw new Error('nothing was thrown');
}

function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || value instanceof Duration) return value;
  Object.values(value).forEach(deepFreeze);
  return Object.freeze(value);
}

/** Values that make careless readers fail with another error. */
function oddities(): unknown[] {
  const cyclic: Record<string, unknown> = { name: 'shop' };
  cyclic.zones = [cyclic];
  cyclic.self = cyclic;
  const throwing = () => {
    throw new TypeError('trapped');
  };
  const traps = {
    get: throwing,
    has: throwing,
    ownKeys: throwing,
    getPrototypeOf: throwing,
    getOwnPropertyDescriptor: throwing,
  };
  const revoked = Proxy.revocable({}, {});
  revoked.revoke();
  return [
    null,
    cyclic,
    new Proxy({}, traps),
    new Proxy([], traps),
    revoked.proxy,
    Object.defineProperty({}, 'name', { get: throwing, enumerable: true }),
    Object.defineProperty({}, 'resolve', { get: throwing, enumerable: true }),
    Object.defineProperty({}, 'alarmArn', { get: throwing }),
    Object.create(Duration.prototype),
    Object.create(null),
    new (class Config {})(),
    new Topic(new Stack(new App(), 'Odd'), 'Topic'),
    new Date(Number.NaN),
    Symbol('zones'),
    { [Symbol('zones')]: 1 },
    () => smallest(),
    10n ** 400n,
    Token.asList({ Ref: 'X' }),
    Token.asNumber({ Ref: 'X' }),
    new Array(2 ** 32 - 1),
    JSON.parse('{"__proto__": {"name": "shop"}}'),
  ];
}

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

it('is called as the stack calls it', () => {
  expect(resolveMigration(smallest(), ENVIRONMENT).settings.migration).toBe('shop');
});
