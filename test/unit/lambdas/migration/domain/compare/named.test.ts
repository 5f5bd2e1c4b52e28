import { COMPARED_BY_DEFAULT } from '../../../../../../lambdas/migration/contract/compare-settings.ts';
import { comparedNames } from '../../../../../../lambdas/migration/domain/compare/named.ts';
import { someSettings } from '../../../../../support/migration/settings.ts';

const METRIC = { namespace: 'Shop', metricName: 'Logins', dimensions: {} };
const LOGINS = { name: 'Logins', statistic: 'Sum', legacy: METRIC, cluster: METRIC };
const compare = {
  ...COMPARED_BY_DEFAULT,
  metrics: [{ ...LOGINS, tolerance: { absolute: 0.001, relative: 0.25 } }],
};

describe('what a soak compares', () => {
  it('is named while legacy has traffic', () => {
    const settings = someSettings({ compare });
    expect(comparedNames(settings, 5)).toEqual(['errors', 'latency (p95)', 'Logins']);
    expect(comparedNames(settings, 0)).toEqual([]);
    expect(comparedNames(settings, 100)).toEqual([]);
    expect(comparedNames(someSettings(), 5)).toEqual([]);
  });

  it('is only what is named where the target counts neither requests nor errors', () => {
    const target = { kind: 'addresses', ipv4: ['203.0.113.9'], ipv6: [] } as const;
    const settings = someSettings({ compare, target });
    expect(comparedNames(settings, 5)).toEqual(['Logins']);
    const traffic = { legacy: [], cluster: [METRIC] };
    expect(comparedNames({ ...settings, traffic }, 5)).toContain('errors');
  });
});
