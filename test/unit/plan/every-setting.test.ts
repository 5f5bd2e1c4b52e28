/** Whatever differs of what the functions get, a comparison of plans tells it. */
import fc from 'fast-check';
import { clusterNetwork, shop } from '../../../bin/shop.ts';
import type { MigrationSettings } from '../../../lambdas/migration/contract/settings.ts';
import { resolveMigration } from '../../../lib/migration/config/resolve-migration.ts';
import { compare } from '../../../plan/against/changes.ts';
import { assessAlone } from '../../../plan/assess/assess.ts';
import type { PlanDocument } from '../../../plan/plan-document.ts';

const NOW = Date.parse('2027-03-01T00:00:00Z');

/** With a value in each optional field. */
const { settings: SETTINGS } = resolveMigration(
  {
    ...shop,
    legacyNetwork: {
      ...clusterNetwork,
      securityGroupIds: ['sg-0123456789abcdef0', 'sg-0123456789abcdef1'],
    },
    traffic: {
      legacy: [{ namespace: 'Legacy', metricName: 'requests', dimensions: { Host: 'a' } }],
      cluster: [{ namespace: 'Ingress', metricName: 'requests', dimensions: { Cluster: 'k8s' } }],
    },
    acceptances: [
      { id: 'ssh-open', subject: 'sg-1', reason: 'An old bastion that few may reach.', until: '2027-03-10' },
    ],
    manualChecks: [
      {
        id: 'load-test',
        what: 'The cluster took the load of a Friday.',
        signedOff: { by: 'A', on: '2027-02-27', until: '2027-03-20' },
      },
    ],
  },
  { account: '111122223333', region: 'us-west-1' },
  NOW,
);

const PLAN = assessAlone(SETTINGS, NOW);

function document(settings: MigrationSettings): PlanDocument {
  const migrations = [{ stack: 'Shop', settings, ...PLAN }];
  return { schema: 'kops-cutover.plan/1', plannedAt: '', snapshot: '', migrations, overlaps: [] };
}

function told(settings: unknown): readonly string[] {
  return compare(document(SETTINGS), document(settings as MigrationSettings)).changes.flatMap(
    ({ changes }) => changes,
  );
}

type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

interface Mutant {
  readonly at: string;
  readonly value: Json;
}

/** Each differs from `value` at one place: another leaf, a member or an item less, an item more. */
function mutantsOf(value: Json, at: string): readonly Mutant[] {
  if (typeof value === 'string') return [{ at, value: `${value}x` }];
  if (typeof value === 'number') return [{ at, value: value + 1 }];
  if (typeof value === 'boolean') return [{ at, value: !value }];
  if (value === null) return [];
  if (isList(value)) {
    const within = value.flatMap((item, i) =>
      mutantsOf(item, `${at}[${i}]`).map((mutant) => ({ ...mutant, value: value.with(i, mutant.value) })),
    );
    const less = value.map((_, i) => ({ at: `${at} without [${i}]`, value: value.toSpliced(i, 1) }));
    const [other] = value.flatMap((item) => mutantsOf(item, '').slice(0, 1));
    return [
      ...within,
      ...less,
      ...(other ? [{ at: `${at} and another`, value: [...value, other.value] }] : []),
    ];
  }
  return Object.entries(value).flatMap(([name, each]) => {
    const { [name]: _, ...without } = value;
    return [
      ...mutantsOf(each, `${at}.${name}`).map((mutant) => ({
        ...mutant,
        value: { ...value, [name]: mutant.value },
      })),
      { at: `${at} without ${name}`, value: without },
    ];
  });
}

/** `Array.isArray` leaves lists that are readonly out of what it narrows to. */
function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

const plain: Json = JSON.parse(JSON.stringify(SETTINGS));
/** What all settings have: without one of them they are none, and nobody reads them. */
const NEEDED = new Set([
  '',
  ...'migration,account,region,zones,steps,target,alarms'.split(',').map((name) => ` without ${name}`),
]);
const MUTANTS = mutantsOf(plain, '').filter(
  ({ at }) =>
    !NEEDED.has(at) && at !== '.target.kind' && !/^\.(target|steps|zones)\S* without [a-z]/.test(at),
);

it('has something in each field of the settings', () => {
  expect(MUTANTS.length).toBeGreaterThan(200);
  expect(Object.values(SETTINGS).filter((value) => Array.isArray(value) && value.length === 0)).toEqual([]);
});

it('tells whatever is changed, added or removed', () => {
  const untold = MUTANTS.filter(({ value }) => told(value).length === 0).map(({ at }) => at);
  expect(untold).toEqual([]);
});

it('tells it in words', () => {
  // Settings that lack a field can't be deployed.
  const lines = MUTANTS.filter(({ at }) => !/ without [a-z]/.test(at)).flatMap(({ value }) => told(value));
  expect(
    lines.filter((line) => /undefined|\[object|NaN|\n|: (.*) → \1$|^[a-z ]*[a-z][A-Z]/.test(line)),
  ).toEqual([]);
});

it('tells of a name that is left out once, though it is not asked for any more either', () => {
  const left = '\\052.apps.shop.test.';
  const zones = SETTINGS.zones.map((zone) => ({
    ...zone,
    records: zone.records.filter((name) => name !== left),
  }));
  const { ingress } = SETTINGS;
  const names = ingress?.names.filter(({ name }) => name !== left);
  expect(told({ ...SETTINGS, zones, ingress: { ...ingress, names } })).toEqual([
    '*.apps.shop.test is not moved any more',
  ]);
});

/** Lists of settings have no order, but for the steps, and for the zones, which a rollback restores in theirs. */
function shuffled(value: Json, random: (n: number) => number, at = ''): Json {
  if (value === null || typeof value !== 'object') return value;
  if (!isList(value))
    return Object.fromEntries(
      Object.entries(value).map(([name, each]) => [name, shuffled(each, random, `${at}.${name}`)]),
    );
  const items = value.map((item) => shuffled(item, random, `${at}[]`));
  if (at === '.steps' || at === '.zones') return items;
  return items
    .map((item) => ({ item, key: random(1e6) }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ item }) => item);
}

it('tells nothing of another order', () => {
  fc.assert(
    fc.property(fc.infiniteStream(fc.nat()), (numbers) => {
      const random = (n: number) => Number(numbers.next().value) % n;
      expect(told(shuffled(plain, random))).toEqual([]);
    }),
    { numRuns: 30 },
  );
});
