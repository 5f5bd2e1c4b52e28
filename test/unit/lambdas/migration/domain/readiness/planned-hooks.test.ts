import type { HookSettings } from '../../../../../../lambdas/migration/contract/hooks.ts';
import { planMigration } from '../../../../../../lambdas/migration/domain/readiness/plan.ts';
import { phaseSection } from '../../../../../../lambdas/migration/domain/readiness/plan-text.ts';
import { someSettings } from '../../../../../support/migration/settings.ts';

const hook = (timeLimitSeconds: number): HookSettings => ({ kind: 'function', arn: 'arn', timeLimitSeconds });

it('A plan says which hooks each phase asks, and for how long at most', () => {
  const { phases } = planMigration({
    settings: someSettings({
      hooks: {
        beforeStep: hook(120),
        afterStep: { ...hook(14_400), steps: [100] },
        beforeRetire: hook(60),
        afterRollback: hook(60),
      },
    }),
    zones: [],
    follows: { moved: [], unmoved: [] },
    step: 0,
    continues: false,
    detectionSeconds: 120,
    connections: { legacy: [], cluster: { at: 'cluster', bound: 'unbounded', why: '' } },
    freezes: [],
    now: Date.parse('2027-03-01T00:00:00Z'),
  });
  const asks = phases.map((phase) => [
    phase.state,
    phase.percent,
    phaseSection(phase).lines.find((line) => line.startsWith('Asks ')),
  ]);
  const alone = 'Asks the hook beforeStep, which may take 2 min. The times above are without.';
  expect(asks).toEqual([
    ['LowerTtl', 0, undefined],
    ['AdoptRecords', 0, undefined],
    ['ShiftWeight', 5, alone],
    ['ShiftWeight', 50, alone],
    [
      'ShiftWeight',
      100,
      'Asks the hooks beforeStep, which may take 2 min; afterStep, which may take 4 h. The times above are without.',
    ],
    [
      'RetireLegacyRecords',
      100,
      'Asks the hook beforeRetire, which may take 1 min. The times above are without.',
    ],
  ]);
});
