import { planMigration } from '../../../../../../lambdas/migration/domain/readiness/plan.ts';
import { phaseSection } from '../../../../../../lambdas/migration/domain/readiness/plan-text.ts';
import { someSettings } from '../../../../../support/migration/settings.ts';

it('A plan says from which phase on only a person rolls back', () => {
  const cluster = { at: 'cluster', bound: 'unbounded', why: '' } as const;
  const { phases } = planMigration({
    settings: someSettings({ oneWayFromPercent: 50 }),
    zones: [],
    follows: { moved: [], unmoved: [] },
    step: 0,
    continues: false,
    detectionSeconds: 120,
    connections: { legacy: [], cluster },
    freezes: [],
    now: Date.parse('2027-03-01T00:00:00Z'),
  });
  expect(phases.filter(({ oneWay }) => oneWay).map(({ state, percent }) => [state, percent])).toEqual([
    ['ShiftWeight', 50],
    ['ShiftWeight', 100],
    ['RetireLegacyRecords', 100],
  ]);
  const says = phases.map((phase) =>
    phaseSection(phase).lines.some((line) => line.startsWith('One-way: only a person rolls back.')),
  );
  expect(says).toEqual(phases.map(({ oneWay }) => oneWay ?? false));
});
