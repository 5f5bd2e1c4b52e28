import { type ClosedFacts, closedReport } from '../../../lambdas/migration/domain/messages/closed-message.ts';
import type { ClosedJson } from '../../../report/closed/schema.ts';
import { DECIDE, SETTINGS, STATE } from '../lambdas/migration/domain/messages/shop-run.ts';

/** As the product writes it. */
export function closedJson(): ClosedJson {
  const facts: ClosedFacts = {
    settings: SETTINGS,
    state: STATE,
    closedAt: '2027-03-08T12:00:00Z',
    timeline: [
      {
        state: 'LowerTtl',
        enteredAt: '2027-03-01T00:00:05Z',
        leftAt: '2027-03-01T00:00:06Z',
        said: 'TTLs lowered.',
      },
      { state: 'Soak 5 %', enteredAt: '2027-03-01T00:05:00Z', leftAt: '2027-03-02T12:00:00Z', said: '' },
      { state: 'CloseMigration', enteredAt: '2027-03-08T11:59:59Z', leftAt: '', said: '' },
    ],
    decisions: [
      {
        decision: 'promote',
        reason: 'dashboards look fine',
        decidedBy: `${DECIDE}:d1`,
        soakUntil: '',
        execution: 'd1',
        at: '2027-03-02T12:00:00Z',
        hold: {
          run: 'run-1',
          state: 'JudgeSoak',
          step: 1,
          reasons: [],
          taskToken: 'token',
          since: '2027-03-02T11:00:00Z',
        },
      },
    ],
  };
  return JSON.parse(JSON.stringify(closedReport(facts).json));
}
