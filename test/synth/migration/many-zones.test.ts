import type { MigrationConfig } from '../../../lib/migration/config/migration-config.ts';
import { mayChange } from '../support/change-judge.ts';
import { keptSynth } from '../support/kept-synth.ts';
import { expectPoliciesToFit, functionStatements } from '../support/policies.ts';
import { shopOfAnyZones } from '../support/shop-of-any-zones.ts';
import { Template } from '../support/template.ts';

/** So many a configuration may have. */
const MOST = 100;

const withZones = (nameOf: (number: string) => string, labels: readonly string[]): MigrationConfig => ({
  ...shopOfAnyZones,
  zones: Array.from({ length: MOST }, (_, index) => {
    const number = String(index).padStart(2, '0');
    const name = nameOf(number);
    const records = labels.map((label) => (label === '' ? name : `${label}.${name}`));
    return { id: `Z0123456789ABCDEFGH${number}`, name, records };
  }),
});

const customer = (number: string): string => `customer-${number}.example`;
const LABELS = ['', 'www', 'api', 'blog', 'img', '*.apps'];
const MANY = withZones(customer, LABELS);
const MORE = withZones(customer, ['', ...Array.from({ length: 30 }, (_, index) => `shop-${index + 10}`)]);
/** A zone with more names than an attached policy has room for, beside zones of other accounts, each by a role of its own. */
const BESIDE_ROLES: MigrationConfig = {
  ...shopOfAnyZones,
  zones: [
    {
      id: 'Z0SHOP',
      name: 'shop.test',
      records: Array.from({ length: 330 }, (_, index) => `shop-${index}-x.shop.test`),
    },
    ...withZones(customer, ['www'])
      .zones.slice(0, 60)
      .map((zone, index) => ({
        ...zone,
        role: { arn: `arn:aws:iam::${444455550000 + index}:role/shop-cutover-dns` },
      })),
  ],
};
/** No pattern stands for fewer characters than the one name of each. */
const LONG = withZones(
  (number) => [number, 'x'.repeat(60), 'y'.repeat(60), 'test'].join('.'),
  ['w'.repeat(60)],
);

/** The one name of each is shorter than the two that a drill makes there. */
const LONG_FOR_DRILLS = withZones(
  (number) => [number, 'x'.repeat(42), 'y'.repeat(42), 'example.com'].join('.'),
  [''],
);

/** Each zone by a role with a name and a path as long as many are made. */
const LONG_ROLES: MigrationConfig = {
  ...shopOfAnyZones,
  zones: withZones(customer, ['www']).zones.map((zone, index) => ({
    ...zone,
    role: { arn: `arn:aws:iam::${444455550000 + index}:role/${'p'.repeat(60)}/${'r'.repeat(60)}` },
  })),
};

const kept = keptSynth(import.meta.filename, ({ refusalOf, synthesize }) => ({
  many: synthesize(MANY).json,
  more: synthesize(MORE).json,
  besideRoles: synthesize(BESIDE_ROLES).json,
  longRoles: refusalOf(() => synthesize(LONG_ROLES)),
  tooMuch: refusalOf(() => synthesize(LONG)),
  tooMuchForDrills: refusalOf(() => synthesize(LONG_FOR_DRILLS)),
  withoutDrills: synthesize({ ...LONG_FOR_DRILLS, drill: false }).json,
}));

describe(`${MOST} zones with ${LABELS.length} names each`, () => {
  const template = new Template(kept('many'));

  it('fit into every role', () => {
    expectPoliciesToFit(template);
  });

  it('are all there, exact, and each name in its own zone only', () => {
    const rights = functionStatements(template).get('RestoreLegacy') ?? [];
    const kinds = { types: ['A', 'AAAA', 'TXT'], actions: ['CREATE', 'DELETE'] };
    for (const [index, { id, name, records }] of MANY.zones.entries()) {
      const names = [
        ...(records as readonly string[]).map((each) => each.replace('*', '\\052')),
        `_cutover-shop.${name}`,
      ];
      expect(mayChange(rights, { zoneId: id, names, ...kinds })).toBe(true);
      expect(mayChange(rights, { zoneId: id, names: [...names, `more.${name}`], ...kinds })).toBe(false);
      const zoneId = String(MANY.zones[(index + 1) % MOST]?.id);
      expect(mayChange(rights, { zoneId, names, ...kinds })).toBe(false);
    }
  });

  it('leave the template below the million bytes that CloudFormation takes', () => {
    expect(JSON.stringify(template.json, undefined, 1).length).toBeLessThan(1_000_000);
  });
});

describe(`${MOST} zones with 31 names each`, () => {
  const template = new Template(kept('more'));

  it('fit into every role, by one pattern a zone', () => {
    expectPoliciesToFit(template);
    const changes = (functionStatements(template).get('RestoreLegacy') ?? []).filter(
      ({ Effect, Action }) => Effect === 'Allow' && Action.includes('route53:ChangeResourceRecordSets'),
    );
    expect(changes).toHaveLength(MOST);
    for (const [index, { Condition }] of changes.entries()) {
      const names = Object.values(Condition?.['ForAllValues:StringLike'] ?? {}).flat() as string[];
      const patterns = names.filter((name) => name.includes('*'));
      expect(patterns).toEqual([expect.stringMatching(/^shop-\d?\*\.customer-\d\d\.example$/)]);
      expect(patterns[0]).toContain(customer(String(index).padStart(2, '0')));
    }
  });
});

it('A zone of many names leaves room in each role for those that it may assume', () => {
  const template = new Template(kept('besideRoles'));
  expectPoliciesToFit(template);
  const assumed = (functionStatements(template).get('RestoreLegacy') ?? []).filter(({ Action }) =>
    Action.includes('sts:AssumeRole'),
  );
  expect(assumed.flatMap(({ Resource }) => Resource)).toHaveLength(60);
});

it('Zones that are too many for a role are refused at synth, not by IAM: which roles, how much, what to do', () => {
  expect(kept('tooMuch')).toMatch(
    /zones: a list of 100\n {4}expected: zones that fit into the policies of the roles that change records, shop-ShiftWeight's for one: 8 policies of 6144 characters, with names widened to patterns; these need \d+\n {4}write: +fewer zones here, and the others in another migration/,
  );
});

it('Zones that are too many for the roles of a drill alone are refused at synth, too, and fit without a drill', () => {
  expect(kept('tooMuchForDrills')).toMatch(
    /zones: a list of 100\n {4}expected: zones that fit into the policies of the roles of a drill, shop-BeginDrill's for one: 8 policies of 6144 characters, with the names that a drill makes; these need 9\n {4}write: +`drill: false`; or fewer zones here, and the others in another migration/,
  );
  expectPoliciesToFit(new Template(kept('withoutDrills')));
});

it('Roles of zones that are too long for a policy are refused once, for all functions that may assume them', () => {
  const refusal = kept('longRoles');
  expect(refusal).toMatch(
    /has 1 problem; .*\n\n {2}zones\[\]\.role: 100 different roles\n {4}expected: roles that fit into the policy of each function that uses zones: 7840 characters; these need 15\d{3}\n {4}write: +one role for all zones of an account/,
  );
  expect(refusal).not.toContain('its policy has');
});
