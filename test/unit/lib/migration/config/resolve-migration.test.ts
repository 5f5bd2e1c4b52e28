import { inspect } from 'node:util';
import { Duration, Lazy, Token } from 'aws-cdk-lib';
import { shop } from '../../../../../bin/shop.ts';
import type { MigrationConfig } from '../../../../../lib/migration/config/migration-config.ts';
import { resolveMigration } from '../../../../../lib/migration/config/resolve-migration.ts';
import { ConfigError } from '../../../../../lib/shared/config/config-error.ts';
import { ENVIRONMENT, fullest, problemsOf, resolve, smallest } from './configurations.ts';
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

  it('leaves room for the fence: in a label of 63 characters, and in a TXT record of 255', () => {
    const [zone] = resolve({ ...smallest(), name: 'm'.repeat(32) }).settings.zones;
    expect(zone?.fenceName).toBe(`_cutover-${'m'.repeat(32)}.shop.test.`);
    expect(zone?.fenceName.indexOf('.')).toBeLessThanOrEqual(63);
    const epoch = Number.MAX_SAFE_INTEGER;
    const [longestPercent, longestPhase] = ['33.333333333333336', 'restoring'];
    const execution = 'e'.repeat(80);
    const text = `heritage=kops-cutover,version=1,migration=${'m'.repeat(32)},epoch=${epoch},phase=${longestPhase},weight=${longestPercent},execution=${execution}`;
    expect(text.length).toBeLessThanOrEqual(255);
  });
});

describe('the environment', () => {
  it.each([
    [{ account: Token.asString({ Ref: 'AWS::AccountId' }), region: 'us-west-1' }, 'env.account'],
    [{ account: '111122223333', region: undefined }, 'env.region'],
    [{ account: '1111', region: 'us-west-1' }, 'env.account'],
    [{ account: 111122223333, region: 'us-west-1' }, 'env.account'],
    [{ account: '111122223333', region: 'US West' }, 'env.region'],
    // CDK knows it; nothing of its load balancers and consoles is known here.
    [{ account: '111122223333', region: 'us-iso-east-1' }, 'env.region'],
    [{ account: '111122223333', region: 'us-isob-west-1' }, 'env.region'],
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

  it('are one problem together with a value that is wrong as a whole', () => {
    expect(problemsOf({ ...smallest(), step: [] })).toEqual([
      {
        path: 'step',
        value: 'an unknown key, with []',
        expected: expect.stringMatching(/^a key of a migration: .*; there a list of 1 to 50, each a step$/),
        fix: expect.stringMatching(/^`steps`, if that is meant: \[\{ percent: 50, .*, or leave it out$/),
      },
    ]);
  });

  it('are to be removed if the known key that was probably meant is given, too', () => {
    expect(problemsOf({ ...smallest(), alarm: ['latency'] })).toMatchObject([
      { path: 'alarm', fix: 'nothing: remove it, because `alarms` is given' },
    ]);
  });

  it('are read in place of the known key that was probably meant, so that all problems are reported at once', () => {
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

  it('reports all of them, in order', () => {
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

  const [zone] = smallest().zones;
  it.each([
    ['id', { id: 'zone' }],
    ['role', { role: {} }],
    ['name', { name: 'test' }],
  ])("reports a name that doesn't move beside a zone that is wrong in its %s", (_key, wrong) => {
    const ingress = { names: ['www.shop.test', 'old.shop.test'] };
    const paths = problemsOf({ ...smallest(), zones: [{ ...zone, ...wrong }], ingress }).map(
      ({ path }) => path,
    );
    expect(paths).toEqual([expect.stringMatching(/^zones\[0\]\./), 'ingress.names[1]']);
  });

  it.each([['www'], ['www..shop.test'], ['_cutover-shop.shop.test']])(
    'reports no name that may move, beside the record %s',
    (record) => {
      const zones = [{ ...zone, records: [record] }];
      const paths = problemsOf({ ...smallest(), zones, ingress: { names: ['www.shop.test'] } }).map(
        ({ path }) => path,
      );
      expect(paths).toEqual(['zones[0].records[0]']);
    },
  );

  it('reports what is wrong with either of two targets', () => {
    const target = { loadBalancer: 'ingress.example.com', ipv4: ['10.0.0.1'], ipv6: ['::1'] };
    expect(problemsOf({ ...smallest(), target }).map(({ path }) => path)).toEqual([
      'target',
      'target.ipv4[0]',
      'target.ipv6[0]',
      'target.loadBalancer',
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

  it('shows each once where Node prints the error', () => {
    const shown = inspect(thrownBy(() => resolve(config)));
    expect(shown.match(/a name in the zone shop\.test/g)).toHaveLength(1);
  });
});

describe('a configuration that is right', () => {
  it('resolves whole: the smallest, the fullest and the example', () => {
    for (const config of [smallest(), fullest(), shop]) expect(problemsOf(config)).toEqual([]);
    expect(resolve(shop).warnings).toEqual([]);
    expect(resolve(shop).settings.zones.flatMap(({ records }) => records)).toHaveLength(6);
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

it('is called as the stack calls it', () => {
  expect(resolveMigration(smallest(), ENVIRONMENT).settings.migration).toBe('shop');
});
