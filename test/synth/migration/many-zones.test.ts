import { shop } from '../../../bin/shop.ts';
import type { MigrationConfig } from '../../../lib/migration/config/migration-config.ts';
import { resolveMigration } from '../../../lib/migration/config/resolve-migration.ts';
import { changeableNames, INLINE_POLICY_LIMIT } from '../../../lib/migration/iam/zone-changes.ts';
import { keptSynth } from '../support/kept-synth.ts';
import { inlineSize } from '../support/policies.ts';
import { Template } from '../support/template.ts';

/** Zones of one name each: no pattern stands for fewer characters than the name. */
const withZones = (count: number): MigrationConfig => ({
  ...shop,
  zones: Array.from({ length: count }, (_, index) => {
    const name = `shop-${String(index).padStart(2, '0')}.test`;
    return { id: `Z0123456789ABCDEFGH${String(index).padStart(2, '0')}`, name, records: [`www.${name}`] };
  }),
});

/** A configuration takes no more than these. */
const COUNTS = Array.from({ length: 100 }, (_, index) => index + 1);

const kept = keptSynth(import.meta.filename, ({ ENV, refusalOf, synthesize }) => {
  const fits = (count: number): boolean =>
    refusalOf(() => changeableNames(resolveMigration(withZones(count), ENV).settings)) === null;
  const most = COUNTS.filter(fits).length;
  return {
    most,
    taken: synthesize(withZones(most)).json,
    refusals: [most + 1, 100].map((count) => ({
      count,
      refusal: refusalOf(() => synthesize(withZones(count))),
    })),
  };
});
const most = kept('most');

describe('zones', () => {
  it('fit into every role, as many as are taken', () => {
    expect(most).toBeGreaterThanOrEqual(40);
    const template = new Template(kept('taken'));
    for (const { id } of template.resources('AWS::IAM::Role'))
      expect(inlineSize(template, id)).toBeLessThanOrEqual(INLINE_POLICY_LIMIT);
  });

  it.each(kept('refusals'))(
    'that are too many for a role ($count) are refused at synth, not by IAM',
    ({ count, refusal }) => {
      expect(refusal).toContain(
        `zones: a list of ${count}\n    expected: zones that fit into a role's policy with their fences: 10240 characters in all, with names widened to patterns; about ${most} such zones fit`,
      );
    },
  );
});
