import { planSections } from '../../../lambdas/migration/domain/readiness/report.ts';
import { assessAlone } from '../../../plan/assess/assess.ts';
import { someSettings } from '../../support/migration/settings.ts';

describe('a plan without a snapshot', () => {
  const { plan } = assessAlone(someSettings({ ttlSeconds: 120 }), Date.parse('2027-03-01T00:00:00Z'));
  if ('notMade' in plan) throw new Error(plan.notMade);

  it('counts on the TTL that the migration sets', () => {
    const shifts = plan.phases.filter(({ state }) => state === 'ShiftWeight');
    expect(shifts.map(({ rollBack }) => rollBack.parts.at(-1)?.seconds)).toEqual([120, 120, 120]);
  });

  it('does not say that no record changes', () => {
    const said = (recordsKnown: boolean) =>
      planSections({ known: true, value: plan }, recordsKnown).flatMap(({ lines }) => lines);
    expect(said(false)).toContain('Which records change is not known: no zone was read.');
    expect(said(false)).not.toContain('No record changes.');
    expect(said(true)).toContain('No record changes.');
  });
});
