import {
  rollBackBudget,
  timedPartInWords,
  timesBesideBudget,
  totalSeconds,
} from '../../../../../lambdas/shared/domain/rollback-times.ts';

const INSTANTS = {
  asOf: '2027-03-01T00:00:00Z',
  startedAt: '2027-03-01T00:00:01Z',
  acceptedAt: '2027-03-01T00:00:03.500Z',
  inSyncAt: '2027-03-01T00:01:23.500Z',
  lastTtlRunsOutAt: '2027-03-01T00:02:23.500Z',
};

describe('the budget of a rollback', () => {
  it('is the sum of its parts, from the first failing request on', () => {
    const budget = rollBackBudget(120, 60);
    expect(budget.map(({ part, seconds }) => [part, seconds])).toEqual([
      ['requests fail → alarm', 120],
      ['alarm → RollBack starts', 5],
      ['RollBack starts → Route 53 accepts', 10],
      ['accepted → INSYNC', 60],
      ['INSYNC → last TTL run out', 60],
    ]);
    expect(totalSeconds(budget)).toBe(255);
  });
});

describe('what was measured', () => {
  it('stands beside the budget, part by part and as a whole', () => {
    expect(timesBesideBudget(INSTANTS, 60).map(timedPartInWords)).toEqual([
      'alarm → RollBack starts: 1 s (budget 5 s)',
      'RollBack starts → Route 53 accepts: 2.5 s (budget 10 s)',
      'accepted → INSYNC: 1 min 20 s (budget 1 min, 20 s over it)',
      'INSYNC → last TTL run out: 1 min (budget 1 min)',
      'alarm → last TTL run out: 2 min 24 s (budget 2 min 15 s, 8.5 s over it)',
    ]);
  });

  it('is not invented where a time is missing', () => {
    const times = timesBesideBudget({ ...INSTANTS, inSyncAt: '' }, 60);
    expect(times.map(({ measured }) => measured)).toEqual([1, 2.5, undefined, undefined, 143.5]);
    expect(times.slice(2, 3).map(timedPartInWords)).toEqual([
      'accepted → INSYNC: not measured (budget 1 min)',
    ]);
  });
});
