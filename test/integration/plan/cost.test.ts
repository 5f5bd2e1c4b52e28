import { migrationPlan } from '../../../plan/make-plan.ts';
import { shopSettings } from '../../support/shop.ts';
import { shopSnapshot } from '../../support/shop-snapshot.ts';

const NOW = Date.parse('2027-01-11T08:00:00Z');
const deployed = { emails: [], topic: '', repeated: '', logDays: 0 };
const planned = (snapshot = true) =>
  migrationPlan(
    { stack: 'Shop', settings: shopSettings(), deployed },
    snapshot ? shopSnapshot() : undefined,
    NOW,
  );

describe('what the plan of the shop costs', () => {
  it('is what its rehearsed week asks for', async () => {
    const { cost } = await planned();
    const phases = cost?.phases ?? [];
    expect(phases.map(({ state }) => state)).toEqual([
      'Preflight',
      'LowerTtl',
      'AdoptRecords',
      ...Array(5).fill('ShiftWeight'),
      'RetireLegacyRecords',
    ]);
    // 83 of Migrate, Preflight's checks among them, and 2 of Decide.
    expect(phases.reduce((sum, { transitions }) => sum + transitions, 0)).toBe(85);
    // Both zones are read, written and read again; the step with the approval looks at legacy's hosts once more.
    // Each soak counts both sides, and legacy in nine weeks; and compares them, unless legacy has no traffic.
    const metrics: Record<number, number> = { 5: 34, 25: 34, 50: 37, 75: 34, 100: 24 };
    expect(phases.filter(({ state }) => state === 'ShiftWeight')).toEqual(
      [5, 25, 50, 75, 100].map((percent) =>
        expect.objectContaining({ percent, route53Calls: 6, metrics: metrics[percent] }),
      ),
    );
    expect((cost?.dollars ?? 0) - (cost?.watch.dollars ?? 0)).toBeCloseTo(0.006, 3);
    expect(cost?.dollars).toBeCloseTo(
      phases.reduce((sum, { dollars }) => sum + dollars, cost?.watch.dollars ?? 0),
      9,
    );
  });

  it('says of which prices it is, and counts no calls of Route 53 without records', async () => {
    const { cost } = await planned(false);
    expect(cost?.prices).toEqual({ region: 'us-east-1', asOf: '2026-11' });
    expect(cost?.phases.some((phase) => 'route53Calls' in phase)).toBe(false);
  });
});
