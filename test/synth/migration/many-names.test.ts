import { shop } from '../../../bin/shop.ts';
import type { MigrationConfig } from '../../../lib/migration/config/migration-config.ts';
import { INLINE_POLICY_LIMIT } from '../../../lib/migration/iam/zone-changes.ts';
import { keptTemplates } from '../support/kept-synth.ts';
import { functionStatements, inlineSize } from '../support/policies.ts';
import type { Template } from '../support/template.ts';

const namesIn = (count: number, zone = 'shop.test'): string[] =>
  Array.from({ length: count }, (_, index) => `tenant-${String(index).padStart(4, '0')}.apps.${zone}`);
const withNames = (names: readonly string[]): MigrationConfig => ({
  ...shop,
  zones: [{ id: 'Z0SHOPEXAMPLE1', name: 'shop.test', records: names }],
});
const ZONES = Array.from({ length: 25 }, (_, index) => {
  const name = `shop-${index}.test`;
  return { id: `Z0123456789ABCDEFGH${String(index).padStart(2, '0')}`, name, records: namesIn(40, name) };
});

const template = keptTemplates(import.meta.filename, ({ synthesize }) => ({
  '10': synthesize(withNames(namesIn(10))),
  '150': synthesize(withNames(namesIn(150))),
  'the apex and 400': synthesize(withNames(['shop.test', ...namesIn(400)])),
  '5000': synthesize(withNames(namesIn(5000))),
  'in many zones': synthesize({ ...shop, zones: ZONES }),
}));

const changersOf = (of: Template) => {
  const roles = of.resources('AWS::IAM::Role').filter(({ id }) => id.startsWith('Functions'));
  const sizes = roles.map(({ id }) => inlineSize(of, id));
  const [change] = (functionStatements(of).get('RestoreLegacy') ?? []).filter(({ Action }) =>
    Action.includes('route53:ChangeResourceRecordSets'),
  );
  return { largest: Math.max(...sizes), condition: change?.Condition };
};

describe('many names', () => {
  it.each(['10', '150'] as const)('%s in a zone fit into every role, exact', (count) => {
    const { largest, condition } = changersOf(template(count));
    expect(largest).toBeLessThanOrEqual(INLINE_POLICY_LIMIT);
    expect(condition).not.toHaveProperty('ForAllValues:StringLike');
  });

  it('5000 in a zone fit into every role', () => {
    expect(changersOf(template('5000')).largest).toBeLessThanOrEqual(INLINE_POLICY_LIMIT);
  });

  it('in many zones fit into every role', () => {
    expect(changersOf(template('in many zones')).largest).toBeLessThanOrEqual(INLINE_POLICY_LIMIT);
  });

  it('become one pattern when they do not, with types, actions and the fence exact', () => {
    const { largest, condition } = changersOf(template('the apex and 400'));
    expect(largest).toBeLessThanOrEqual(INLINE_POLICY_LIMIT);
    const names = condition?.['ForAllValues:StringLike']?.[
      'route53:ChangeResourceRecordSetsNormalizedRecordNames'
    ] as string[];
    expect(names[0]).toMatch(/^tenant-0\d*\*\.apps\.shop\.test$/);
    expect(names.filter((name) => name.includes('*'))).toHaveLength(1);
    expect(names).toEqual(expect.arrayContaining(['shop.test', '_cutover-shop.shop.test']));
    expect(condition?.['ForAllValues:StringEquals']).toEqual({
      'route53:ChangeResourceRecordSetsRecordTypes': ['A', 'AAAA', 'CNAME', 'TXT'],
      'route53:ChangeResourceRecordSetsActions': ['CREATE', 'DELETE'],
    });
  });
});
