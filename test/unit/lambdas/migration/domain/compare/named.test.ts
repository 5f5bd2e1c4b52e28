import { COMPARED_BY_DEFAULT } from '../../../../../../lambdas/migration/contract/compare-settings.ts';
import { comparedNames } from '../../../../../../lambdas/migration/domain/compare/named.ts';
import type { PlannedPhase } from '../../../../../../lambdas/migration/domain/readiness/plan.ts';
import { phaseSection } from '../../../../../../lambdas/migration/domain/readiness/plan-text.ts';
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

  it('is in the plan of each phase', () => {
    const at = '2027-03-01T00:00:00Z';
    const phase: PlannedPhase = {
      state: 'ShiftWeight',
      percent: 5,
      share: 5,
      beginsAt: at,
      endsAt: at,
      waits: [],
      approval: false,
      compared: ['errors', 'Logins'],
      batches: 1,
      recordChanges: 2,
      writingSeconds: 0,
      changes: [],
      rollBack: { parts: [] },
    };
    const line = 'Then compares the cluster with legacy: errors, Logins.';
    expect(phaseSection(phase).lines).toContain(line);
    const { compared: _, ...others } = phase;
    expect(phaseSection(others).lines).not.toContain(line);
  });
});
