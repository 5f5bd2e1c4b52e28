import {
  rollBackBudget,
  timedPartInWords,
  timesBesideBudget,
  totalSeconds,
} from '../../../../../lambdas/migration/domain/rollback-times.ts';

const INSTANTS = {
  source: 'alarm',
  asOf: '2027-03-01T00:00:00Z',
  startedAt: '2027-03-01T00:00:01Z',
  acceptedAt: '2027-03-01T00:00:03.500Z',
  inSyncAt: '2027-03-01T00:01:23.500Z',
  lastTtlRunsOutAt: '2027-03-01T00:02:23.500Z',
} as const;

describe('the budget of a rollback', () => {
  it('is the sum of its parts, from the first failing request on', () => {
    const budget = rollBackBudget(120, 60, 0);
    expect(budget.map(({ part, seconds }) => [part, seconds])).toEqual([
      ['requests fail → alarm', 120],
      ['alarm → RollBack starts', 5],
      ['RollBack starts → Route 53 accepts', 10],
      ['accepted → seen INSYNC', 65],
      ['INSYNC → last TTL expired', 60],
    ]);
    expect(totalSeconds(budget)).toBe(260);
  });

  it('has room for what Route 53’s limits make it wait', () => {
    expect(totalSeconds(rollBackBudget(120, 60, 400))).toBe(660);
    const accepted = timesBesideBudget(INSTANTS, 60, 400).map(({ seconds }) => seconds)[1];
    expect(accepted).toBe(410);
  });
});

describe('what was measured', () => {
  it('stands beside the budget, part by part and as a whole', () => {
    expect(timesBesideBudget(INSTANTS, 60, 0).map(timedPartInWords)).toEqual([
      'alarm → RollBack starts: 1 s (budget 5 s)',
      'RollBack starts → Route 53 accepts: 2.5 s (budget 10 s)',
      'accepted → seen INSYNC: 1 min 20 s (budget 1 min 5 s, 15 s over it)',
      'INSYNC → last TTL expired: 1 min (budget 1 min)',
      'alarm → last TTL expired: 2 min 24 s (budget 2 min 20 s, 3.5 s over it)',
    ]);
  });

  it('is not invented where a time is missing', () => {
    const times = timesBesideBudget({ ...INSTANTS, inSyncAt: '' }, 60, 0);
    expect(times.map(({ measured }) => measured)).toEqual([1, 2.5, undefined, undefined, 143.5]);
    expect(times.slice(2, 3).map(timedPartInWords)).toEqual([
      'accepted → seen INSYNC: not measured (budget 1 min 5 s)',
    ]);
  });

  it.each([
    ['execution', 'end of the execution'],
    ['migration', 'request of the migration'],
    ['roll-back', 'end of the previous rollback'],
  ] as const)('begins with what began it: %s', (source, began) => {
    const parts = timesBesideBudget({ ...INSTANTS, source }, 60, 0).map(({ part }) => part);
    expect([parts[0], parts.at(-1)]).toEqual([`${began} → RollBack starts`, `${began} → last TTL expired`]);
  });

  it('begins with the start itself where a person started it, and nothing came before', () => {
    const times = timesBesideBudget({ ...INSTANTS, source: 'person' }, 60, 0);
    expect(times.map(timedPartInWords)).toEqual([
      'RollBack starts → Route 53 accepts: 2.5 s (budget 10 s)',
      'accepted → seen INSYNC: 1 min 20 s (budget 1 min 5 s, 15 s over it)',
      'INSYNC → last TTL expired: 1 min (budget 1 min)',
      'RollBack starts → last TTL expired: 2 min 23 s (budget 2 min 15 s, 7.5 s over it)',
    ]);
  });
});
