import { array, assert, boolean, constantFrom, property, record, subarray, uniqueArray } from 'fast-check';
import { answeringZones } from '../../../../../lambdas/migration/domain/answering-zones.ts';
import type { PrivateZone } from '../../../../../lambdas/migration/domain/private-zone.ts';
import { covering, type Moved, shadowsOf } from '../../../../../lambdas/migration/domain/shadows.ts';

const PUBLIC = 'shop.test.';
const WILDCARD = '\\052.';

const vpc = (id: string) => ({ id, region: 'us-west-1' });
const zoneOf = (name: string, ...vpcs: string[]): PrivateZone => ({
  id: `Z-${name}`,
  name,
  account: '111122223333',
  vpcs: { known: true, value: vpcs.map(vpc) },
});
const unread = (name: string): PrivateZone => ({
  ...zoneOf(name),
  vpcs: { known: false, why: 'AccessDenied: no' },
});

/** @param others names that the public zone has beside the moved ones */
function movedOf(names: readonly string[], others: readonly string[] = []): Moved {
  const records = [...names, ...others].map((Name) => ({ Name, Type: 'A' }));
  return { names, answering: answeringZones([{ name: PUBLIC, records }]) };
}

/** `zone: names in VPCs`, for each zone that hides some. */
function hidden(zones: readonly PrivateZone[], moved: Moved): string[] {
  return shadowsOf(zones, moved).map(
    ({ zone, names, vpcs }) => `${zone.name}: ${names.join(' ')} in ${vpcs.map(({ id }) => id).join(' ')}`,
  );
}

const NAMES = ['shop.test.', 'www.shop.test.', '\\052.apps.shop.test.'];

describe('A private zone hides of a migration', () => {
  it.each<[string, readonly PrivateZone[], readonly string[]]>([
    [
      'with the same name: all names',
      [zoneOf('shop.test.', 'vpc-1', 'vpc-2')],
      [`shop.test.: ${NAMES.join(' ')} in vpc-1 vpc-2`],
    ],
    ['above it: all names', [zoneOf('test.', 'vpc-1')], [`test.: ${NAMES.join(' ')} in vpc-1`]],
    [
      'that is one of its names: this one',
      [zoneOf('www.shop.test.', 'vpc-1')],
      ['www.shop.test.: www.shop.test. in vpc-1'],
    ],
    [
      'that a moved wildcard answers for: the wildcard',
      [zoneOf('basket.apps.shop.test.', 'vpc-1')],
      ['basket.apps.shop.test.: \\052.apps.shop.test. in vpc-1'],
    ],
    ['that its public zone has a name of its own for: nothing', [zoneOf('own.apps.shop.test.', 'vpc-1')], []],
    [
      'elsewhere: nothing',
      [
        zoneOf('db.shop.test.', 'vpc-1'),
        zoneOf('workshop.test.', 'vpc-1'),
        zoneOf('a.www.shop.test.', 'vpc-1'),
      ],
      [],
    ],
    [
      'where another one has a longer name: nothing in the VPCs of both',
      [zoneOf('shop.test.', 'vpc-1', 'vpc-2'), zoneOf('www.shop.test.', 'vpc-2'), zoneOf('test.', 'vpc-1')],
      [`shop.test.: ${NAMES.join(' ')} in vpc-1 vpc-2`, 'www.shop.test.: www.shop.test. in vpc-2'],
    ],
    ['without a VPC: nothing', [zoneOf('shop.test.')], []],
    [
      'of which no VPC is known: all, and it takes nothing from others',
      [unread('www.shop.test.'), zoneOf('shop.test.', 'vpc-1')],
      ['www.shop.test.: www.shop.test. in ', `shop.test.: ${NAMES.join(' ')} in vpc-1`],
    ],
  ])('%s', (_which, zones, expected) => {
    const moved = movedOf(NAMES, ['own.apps.shop.test.']);
    expect(hidden(zones, moved)).toEqual(expected);
    const candidates = covering(zones, moved);
    expect(hidden(candidates, moved)).toEqual(expected);
  });

  it('has its VPCs read only if it can hide a name', () => {
    const zones = ['shop.test.', 'db.shop.test.', 'a.apps.shop.test.', 'elsewhere.example.'].map((name) =>
      zoneOf(name, 'vpc-1'),
    );
    expect(covering(zones, movedOf(NAMES)).map(({ name }) => name)).toEqual([
      'shop.test.',
      'a.apps.shop.test.',
    ]);
  });
});

/** All names of up to three labels below the public zone; no record and no private zone has the label z. */
const LABELS = ['a', 'b', 'z'];
const UNIVERSE = [0, 1, 2].reduce<string[]>(
  (names) => [...new Set([...names, ...LABELS.flatMap((label) => names.map((name) => `${label}.${name}`))])],
  [PUBLIC],
);
const PLACES = UNIVERSE.filter((name) => !name.includes('z.'));
const WILDCARDS = PLACES.filter((name) => name.length < 'a.b.c.shop.test.'.length).map(
  (name) => `${WILDCARD}${name}`,
);

/** RFC 4592, by trying: the record sets of the name itself, else those of the wildcard at what exists above it. */
function publicAnswer(asked: string, records: readonly string[]): string | undefined {
  const exists = (name: string) =>
    name === PUBLIC || records.some((one) => one === name || one.endsWith(`.${name}`));
  if (exists(asked)) return records.find((one) => one === asked);
  let above = asked;
  while (!exists(above)) above = above.slice(above.indexOf('.') + 1);
  return records.find((one) => one === `${WILDCARD}${above}`);
}

/** What Resolver asks in a VPC: of the private zones there, the one that most labels of the question lie in. */
function resolver(asked: string, id: string, zones: readonly PrivateZone[]): PrivateZone | undefined {
  for (let name = asked; name !== ''; name = name.slice(name.indexOf('.') + 1)) {
    const found = zones.find(
      (zone) => zone.name === name && zone.vpcs.known && zone.vpcs.value.some((one) => one.id === id),
    );
    if (found) return found;
  }
  return undefined;
}

describe('Whatever private zones and names there are', () => {
  const VPCS = ['vpc-1', 'vpc-2', 'vpc-3'];
  const zones = array(record({ name: constantFrom('test.', ...PLACES), vpcs: subarray(VPCS) }), {
    maxLength: 8,
  }).map((drawn) =>
    drawn.map(({ name, vpcs }, i): PrivateZone => {
      // AWS refuses to associate a VPC with two zones of the same name.
      const taken = drawn.slice(0, i).flatMap((one) => (one.name === name ? one.vpcs : []));
      return { ...zoneOf(name, ...vpcs.filter((id) => !taken.includes(id))), id: `Z${i}` };
    }),
  );
  const named = uniqueArray(constantFrom(...PLACES, ...WILDCARDS), { minLength: 1, maxLength: 8 });
  const choices = array(boolean(), { minLength: 8, maxLength: 8 });

  it('those are found that Resolver asks where the public zone would answer with a moved name', () => {
    assert(
      property(zones, named, choices, (all, records, isMoved) => {
        const names = records.filter((_, i) => isMoved[i]);
        const expected = UNIVERSE.flatMap((asked) => {
          const name = publicAnswer(asked, records);
          if (name === undefined || !names.includes(name)) return [];
          return VPCS.flatMap((id) => {
            const zone = resolver(asked, id, all);
            return zone ? [{ zone: zone.id, name, id }] : [];
          });
        });
        const moved = movedOf(names, records);
        const found = shadowsOf(covering(all, moved), moved);
        const hiding = found.flatMap(({ zone, names: hid }) => hid.map((name) => `${zone.id} ${name}`));
        const where = found.flatMap(({ zone, vpcs }) => vpcs.map(({ id }) => `${zone.id} ${id}`));
        expect(new Set(hiding)).toEqual(new Set(expected.map(({ zone, name }) => `${zone} ${name}`)));
        expect(new Set(where)).toEqual(new Set(expected.map(({ zone, id }) => `${zone} ${id}`)));
      }),
    );
  });
});
