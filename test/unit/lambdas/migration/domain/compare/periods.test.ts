import {
  longPeriodsIn,
  periodsIn,
  requestsToCompare,
} from '../../../../../../lambdas/migration/domain/compare/periods.ts';

const HOUR = 3_600_000;
const NOON = Date.parse('2027-01-02T12:07:13Z');

const span = (hours: number) => ({ from: NOON, until: NOON + hours * HOUR });

describe('the periods of a soak', () => {
  it.each([
    [0.5, 60],
    [1, 120],
    [12, 1500],
    [24, 3000],
    [13 * 24, 37_500],
    // By hours: of what is older than 63 days CloudWatch has no others.
    [63 * 24, 183_600],
  ])('of %d hours are whole ones of CloudWatch within it: %d s', (hours, seconds) => {
    const { from, until, seconds: found } = periodsIn(span(hours));
    expect(found).toBe(seconds);
    expect([from % (seconds * 1000), until % (seconds * 1000)]).toEqual([0, 0]);
    expect(from).toBeGreaterThanOrEqual(NOON);
    expect(until).toBeLessThanOrEqual(NOON + hours * HOUR);
    expect((until - from) / 1000 / seconds).toBeGreaterThanOrEqual(24);
  });

  it('are longer where few requests come, and never shorter', () => {
    expect(longPeriodsIn(span(12), 36_000, 'p95').seconds).toBe(1800);
    expect(longPeriodsIn(span(12), 1e9, 'p95').seconds).toBe(1500);
    expect(longPeriodsIn(span(12), 2160, 'Average').seconds).toBe(3000);
    expect(longPeriodsIn(span(12), 0, 'p95')).toMatchObject({ seconds: 64_800_000 });
  });

  it('are none where none fits', () => {
    const { from, until } = longPeriodsIn(span(12), 0, 'p95');
    expect(until).toBe(from);
  });

  it('need so many requests on each side, for averages a tenth', () => {
    expect(requestsToCompare('p95')).toBe(22_500);
    expect(requestsToCompare('Average')).toBe(2250);
  });
});
