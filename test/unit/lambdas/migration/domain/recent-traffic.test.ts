import fc from 'fast-check';
import { recentFrom } from '../../../../../lambdas/migration/domain/recent-traffic.ts';

const FROM = '2027-03-01T00:00:00Z';
const hours = (n: number) => Date.parse(FROM) + n * 3_600_000;

describe('The end of a soak in which the cluster must have had a request', () => {
  it.each<[string, number, number, string]>([
    ['a quarter of an hour with much traffic', 1_000_000, 24, '2027-03-01T23:45:00Z'],
    ['the time in which ten requests come with little', 100, 24, '2027-03-01T21:36:00Z'],
    ['the whole soak with hardly any', 7, 24, FROM],
    ['the whole soak without any', 0, 24, FROM],
    ['the whole of a short soak', 1000, 0.2, FROM],
  ])('is %s', (_what, requests, length, from) => {
    expect(recentFrom(requests, FROM, hours(length))).toBe(from);
  });

  it('lies within the soak, and is no longer the more requests there are', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 1_000_000 }),
        fc.nat({ max: 1000 }),
        fc.integer({ min: 2, max: 13 * 24 * 60 }),
        (requests, more, minutes) => {
          const now = Date.parse(FROM) + minutes * 60_000;
          const from = recentFrom(requests, FROM, now);
          expect(from >= FROM && Date.parse(from) < now).toBe(true);
          expect(recentFrom(requests + more, FROM, now) >= from).toBe(true);
        },
      ),
    );
  });
});
