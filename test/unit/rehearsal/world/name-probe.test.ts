import fc from 'fast-check';
import { FAILURES, failingAs } from '../../../../rehearsal/world/failures.ts';
import { type Health, STEADY } from '../../../../rehearsal/world/load-balancer.ts';
import { failingPercent } from '../../../../rehearsal/world/name-probe.ts';
import { fateOf } from '../../../../rehearsal/world/one-request.ts';
import { randomFor } from '../../../../rehearsal/world/random.ts';
import { cases } from '../../../support/cases.ts';

const NAMES = ['shop.test.', 'www.shop.test.', 'api.shop.test.'];
const METRIC = { namespace: 'kops-cutover/shop', metricName: 'FailingNames', dimensions: {} };
const percentOf = (
  health: Health,
  { names = NAMES, ipv4 = ['192.0.2.1', '192.0.2.2'], seed = 1 } = {},
): number =>
  failingPercent(
    { metric: METRIC, asks: 'net/a/1', names },
    { ipv4, health: () => health },
    0,
    randomFor(seed, 0),
  );

describe('who asks for names', () => {
  it('meets no failure of a steady platform', () => {
    for (let seed = 0; seed < 100; seed++) expect(percentOf(STEADY, { seed })).toBe(0);
  });

  it('meets nobody where there is no address', () => {
    expect(percentOf(STEADY, { ipv4: [] })).toBe(100);
  });

  it('meets each failure but slow answers as often as it is, whatever the load balancer counts', () => {
    for (const failure of FAILURES.filter((each) => each !== 'one-name')) {
      const health = failingAs(failure, 0.2, '');
      const draws = Array.from({ length: 2000 }, (_, seed) => percentOf(health, { seed }));
      const mean = draws.reduce((sum, each) => sum + each, 0) / draws.length;
      expect(Math.abs(mean - (failure === 'slow' ? 0 : 20))).toBeLessThan(2);
    }
  });

  it('meets one name that fails, each time, among the others', () => {
    const health = failingAs('one-name', 1, 'www.shop.test.');
    expect(percentOf(health)).toBeCloseTo(100 / 3);
    expect(percentOf(failingAs('one-name', 1, 'img.shop.test.'))).toBe(0);
  });

  it('asks for a part of many: one name of them in its turn', () => {
    const names = Array.from({ length: 1000 }, (_, i) => `n${i}.shop.test.`);
    const health = failingAs('one-name', 1, 'n7.shop.test.');
    const met = Array.from({ length: 500 }, (_, seed) => percentOf(health, { names, seed }));
    expect([...new Set(met)].toSorted()).toEqual([0, 0.5]);
    const often = met.filter((each) => each > 0).length / met.length;
    expect(Math.abs(often - 0.2)).toBeLessThan(0.06);
  });

  it('is answered alike by the same luck', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer(), (failing, seed) => {
        const health = { ...STEADY, failing };
        expect(percentOf(health, { seed })).toBe(percentOf(health, { seed }));
      }),
      { numRuns: cases(50) },
    );
  });
});

describe('a single request', () => {
  const all: Health = { ...STEADY, failing: 0.2, turnedAway: 0.2, reset: 0.2, refused: 0.2, unanswered: 0.2 };

  it.each([
    [0.1, 'failing'],
    [0.3, 'turnedAway'],
    [0.5, 'reset'],
    [0.7, 'refused'],
    [0.9, 'unanswered'],
  ] as const)('fares in one way alone: at %d it is %s', (luck, fate) => {
    expect(fateOf(all, 'shop.test.', () => luck)).toBe(fate);
  });
});
