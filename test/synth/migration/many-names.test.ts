import type { MigrationConfig } from '../../../lib/migration/config/migration-config.ts';
import { keptTemplates } from '../support/kept-synth.ts';
import { expectPoliciesToFit, functionStatements, type Statement } from '../support/policies.ts';
import { shopOfAnyZones } from '../support/shop-of-any-zones.ts';
import type { Template } from '../support/template.ts';

const namesIn = (count: number, zone = 'shop.test'): string[] =>
  Array.from({ length: count }, (_, index) => `tenant-${String(index).padStart(4, '0')}.apps.${zone}`);
const withNames = (names: readonly string[]): MigrationConfig => ({
  ...shopOfAnyZones,
  zones: [{ id: 'Z0SHOPEXAMPLE1', name: 'shop.test', records: names }],
});
const ZONES = Array.from({ length: 25 }, (_, index) => {
  const name = `shop-${index}.test`;
  return { id: `Z0123456789ABCDEFGH${String(index).padStart(2, '0')}`, name, records: namesIn(40, name) };
});

const template = keptTemplates(import.meta.filename, ({ synthesize }) => ({
  '10': synthesize(withNames(namesIn(10))),
  '150': synthesize(withNames(namesIn(150))),
  '240': synthesize(withNames(namesIn(240))),
  'the apex and 400': synthesize(withNames(['shop.test', ...namesIn(400)])),
  '5000': synthesize(withNames(namesIn(5000))),
  'in many zones': synthesize({ ...shopOfAnyZones, zones: ZONES }),
}));

/** What RestoreLegacy may change, one statement a zone. */
const changesOf = (of: Template): Statement[] =>
  (functionStatements(of).get('RestoreLegacy') ?? []).filter(
    ({ Effect, Action }) => Effect === 'Allow' && Action.includes('route53:ChangeResourceRecordSets'),
  );

const NAMES = 'route53:ChangeResourceRecordSetsNormalizedRecordNames';

describe('many names', () => {
  it.each(['10', '150', '240'] as const)('%s in a zone fit into every role, exact', (count) => {
    expectPoliciesToFit(template(count));
    expect(changesOf(template(count)).map(({ Condition }) => Condition)).toEqual([
      { 'ForAllValues:StringEquals': { [NAMES]: [...namesIn(Number(count)), '_cutover-shop.shop.test'] } },
    ]);
  });

  it('5000 in a zone fit into every role', () => {
    expectPoliciesToFit(template('5000'));
  });

  it('in many zones fit into every role, exact', () => {
    expectPoliciesToFit(template('in many zones'));
    const changes = changesOf(template('in many zones'));
    expect(changes).toHaveLength(25);
    for (const { Condition } of changes) expect(Condition).toHaveProperty('ForAllValues:StringEquals');
  });

  it('become one pattern when they do not, with the fence exact', () => {
    expectPoliciesToFit(template('the apex and 400'));
    const [change] = changesOf(template('the apex and 400'));
    const names = change?.Condition?.['ForAllValues:StringLike']?.[NAMES] as string[];
    expect(names[0]).toMatch(/^tenant-0\d*\*\.apps\.shop\.test$/);
    expect(names.filter((name) => name.includes('*'))).toHaveLength(1);
    expect(names).toEqual(expect.arrayContaining(['shop.test', '_cutover-shop.shop.test']));
  });
});
