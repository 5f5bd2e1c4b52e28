import * as fc from 'fast-check';
import { type Batch, mayChange } from '../support/change-judge.ts';
import { keptTemplates } from '../support/kept-synth.ts';
import { actionsOf, functionStatements, type Statement } from '../support/policies.ts';
import { shopOfAnyZones } from '../support/shop-of-any-zones.ts';
import { shopTemplate } from '../support/shop-templates.ts';
import type { Template } from '../support/template.ts';

const CHANGERS = [
  'AdoptRecords',
  'CloseMigration',
  'LowerTtl',
  'RestoreLegacy',
  'RetireLegacyRecords',
  'ShiftWeight',
];

/** They change what a drill makes, and nothing of the migration. */
const DRILLERS = ['BeginDrill', 'MoveDrillName', 'RemoveDrillName', 'RestoreDrillName'];

/** By zone of the stack's account: the names of the shop's migration, and the fence. */
const SHOP: Readonly<Record<string, readonly string[]>> = {
  Z0SHOPEXAMPLE1: [
    'shop.test',
    'www.shop.test',
    'blog.shop.test',
    'api.shop.test',
    '\\052.apps.shop.test',
    '_cutover-shop.shop.test',
  ],
};

const template = shopTemplate();

/** A zone and one below it, which has names that could stand in the other as well. */
const nested = keptTemplates(import.meta.filename, ({ synthesize }) => ({
  nested: synthesize({
    ...shopOfAnyZones,
    zones: [
      { id: 'Z0PARENT', name: 'shop.test', records: ['www.shop.test'] },
      { id: 'Z0CHILD', name: 'apps.shop.test', records: ['api.apps.shop.test'] },
    ],
  }),
}))('nested');

function rightsOf(of: Template, state: string): readonly Statement[] {
  return functionStatements(of).get(state) ?? [];
}

const anyOf = (values: readonly string[]) => fc.uniqueArray(fc.constantFrom(...values), { minLength: 1 });

describe('changing records', () => {
  it('is for the functions that do it, and no other', () => {
    const changers = [...functionStatements(template)].filter(([, all]) =>
      actionsOf(all).includes('route53:ChangeResourceRecordSets'),
    );
    expect(changers.map(([state]) => state).sort()).toEqual([...CHANGERS, ...DRILLERS].sort());
  });

  it.each(CHANGERS)(
    'is allowed to %s for the records and fence of each zone, in any batch of them',
    (state) => {
      const rights = rightsOf(template, state);
      const batch: fc.Arbitrary<Batch> = fc.constantFrom(...Object.entries(SHOP)).chain(([zoneId, names]) =>
        fc.record({
          zoneId: fc.constant(zoneId),
          names: anyOf(names),
          types: anyOf(['A', 'AAAA', 'CNAME', 'TXT']),
          actions: anyOf(['CREATE', 'DELETE']),
        }),
      );
      fc.assert(fc.property(batch, (each) => mayChange(rights, each)));
    },
  );

  const GOOD: Batch = {
    zoneId: 'Z0SHOPEXAMPLE1',
    names: ['www.shop.test', '_cutover-shop.shop.test'],
    types: ['A', 'TXT'],
    actions: ['DELETE', 'CREATE'],
  };

  it.each<[string, Partial<Batch>]>([
    ['another name', { names: [...GOOD.names, 'mail.shop.test'] }],
    ['a name of another zone', { names: [...GOOD.names, 'img.shop-cdn.test'] }],
    ['the name of another migration’s fence', { names: ['_cutover-other.shop.test'] }],
    ['another zone', { zoneId: 'Z0OTHER' }],
    ['the migration’s names in its other zone', { zoneId: 'Z0SHOPEXAMPLE2' }],
    ['another type', { types: ['A', 'MX'] }],
    ['name servers', { types: ['NS'] }],
    ['an UPSERT', { actions: ['UPSERT'] }],
    ['an UPSERT beside others', { actions: ['CREATE', 'UPSERT'] }],
    ['what doesn’t say its names', { names: [] }],
    ['what doesn’t say its types', { types: [] }],
    ['what doesn’t say its actions', { actions: [] }],
  ])('is allowed to none of them for %s', (_what, change) => {
    for (const state of CHANGERS) {
      const rights = rightsOf(template, state);
      expect([state, mayChange(rights, GOOD), mayChange(rights, { ...GOOD, ...change })]).toEqual([
        state,
        true,
        false,
      ]);
    }
  });

  it.each(DRILLERS)('is allowed to %s for the names of a drill, and for none of the migration', (state) => {
    const rights = rightsOf(template, state);
    const drill = { ...GOOD, names: ['_drill-shop.shop.test', '_drilled-shop.shop.test'] };
    expect(mayChange(rights, drill)).toBe(true);
    const moved = Object.values(SHOP).flat();
    for (const name of [...moved, 'mail.shop.test', 'x._drilled-shop.shop.test', '_drilled-other.shop.test'])
      expect([name, mayChange(rights, { ...drill, names: [...drill.names, name] })]).toEqual([name, false]);
    for (const actions of [['UPSERT'], []]) expect(mayChange(rights, { ...drill, actions })).toBe(false);
    expect(mayChange(rights, { ...drill, types: ['MX'] })).toBe(false);
    expect(mayChange(rights, { ...drill, zoneId: 'Z0OTHER' })).toBe(false);
  });

  it('is known to Watch by the roles that may, so that it takes nobody else for the migration', () => {
    const environment = JSON.stringify(template.functionNamed('shop-Watch').Properties.Environment);
    const named = [...environment.matchAll(/Functions(\w+?)Role\w*/g)].map(([, state]) => state);
    expect(named.sort()).toEqual([...CHANGERS].sort());
  });

  it('of a drill is allowed to no function of the migration', () => {
    for (const state of CHANGERS)
      for (const name of ['_drill-shop.shop.test', '_drilled-shop.shop.test'])
        expect(mayChange(rightsOf(template, state), { ...GOOD, names: [name] })).toBe(false);
  });

  it('is allowed for a name in its own zone only, also where another zone could have it', () => {
    const rights = rightsOf(nested, 'ShiftWeight');
    const batch: Batch = { ...GOOD, names: ['api.apps.shop.test'], types: ['A'] };
    expect(mayChange(rights, { ...batch, zoneId: 'Z0CHILD' })).toBe(true);
    expect(mayChange(rights, { ...batch, zoneId: 'Z0PARENT' })).toBe(false);
  });

  it('never means UPSERT', () => {
    expect(JSON.stringify(template.json)).not.toContain('UPSERT');
  });
});
