import { instant, later, latest, timeAt } from '../../../../../lambdas/shared/domain/time.ts';

const WHOLE = '2027-03-01T00:00:00.000Z';
const QUARTER = '2027-03-01T00:00:00.250Z';

test('times that are compared as texts always have milliseconds', () => {
  const earlyToLate = [timeAt(Date.parse(WHOLE)), timeAt('2027-03-01T01:00:00.250+01:00'), later(WHOLE, 0.5)];
  expect(earlyToLate).toEqual([WHOLE, QUARTER, '2027-03-01T00:00:00.500Z']);
  expect(latest(earlyToLate.toReversed())).toBe(earlyToLate[2]);
});

test('people read no empty milliseconds', () => {
  expect([WHOLE, QUARTER].map((time) => instant(Date.parse(time)))).toEqual([
    '2027-03-01T00:00:00Z',
    QUARTER,
  ]);
});
