import { shop } from '../../../bin/shop.ts';
import type { MigrationConfig } from '../../../lib/migration/config/migration-config.ts';
import { resolveMigration } from '../../../lib/migration/config/resolve-migration.ts';
import { changeableNames, INLINE_POLICY_LIMIT } from '../../../lib/migration/iam/zone-changes.ts';
import { inlineSize } from '../support/policies.ts';
import { ENV, synthesize } from '../support/synthesize.ts';

/** Zones of one name each: no pattern stands for fewer characters than the name. */
const withZones = (count: number): MigrationConfig => ({
  ...shop,
  zones: Array.from({ length: count }, (_, index) => {
    const name = `shop-${String(index).padStart(2, '0')}.test`;
    return { id: `Z0123456789ABCDEFGH${String(index).padStart(2, '0')}`, name, records: [`www.${name}`] };
  }),
});

const fits = (config: MigrationConfig): boolean => {
  try {
    changeableNames(resolveMigration(config, ENV).settings);
    return true;
  } catch {
    return false;
  }
};

/** A configuration takes no more than these. */
const counts = Array.from({ length: 100 }, (_, index) => index + 1);
const most = counts.filter((count) => fits(withZones(count))).length;

describe('zones', () => {
  it('fit into every role, as many as are taken', () => {
    expect(most).toBeGreaterThanOrEqual(40);
    const template = synthesize(withZones(most));
    for (const { id } of template.resources('AWS::IAM::Role'))
      expect(inlineSize(template, id)).toBeLessThanOrEqual(INLINE_POLICY_LIMIT);
  });

  it.each([most + 1, 100])('that are too many for a role (%i) are refused at synth, not by IAM', (count) => {
    expect(() => synthesize(withZones(count))).toThrow(
      `zones: a list of ${count}\n    expected: zones that fit into a role's policy with their fences: 10240 characters in all, with names widened to patterns; about ${most} such zones fit`,
    );
  });
});
