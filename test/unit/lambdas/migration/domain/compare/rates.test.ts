import { COMPARED_BY_DEFAULT } from '../../../../../../lambdas/migration/contract/compare-settings.ts';
import {
  type Compared,
  compareRates,
  type Seen,
} from '../../../../../../lambdas/migration/domain/compare/comparison.ts';
import type { Count } from '../../../../../../lambdas/migration/domain/compare/exact-bounds.ts';

const { tolerance } = COMPARED_BY_DEFAULT.errorRate;
const TOLD = { name: 'Errors', seconds: 1500, tolerance, levels: { chance: 7.5e-4, tolerated: 0.05 } };

const PERIODS = 28;
/** A shift up and down that repeats, so that no two periods are alike and none resembles the one before. */
const UNEVEN = [1.2, 0.7, 1.1, 0.9, 1.3, 0.8, 1.05, 0.95];

interface Made {
  readonly cluster?: (period: number) => Count;
  readonly legacy?: (period: number) => Count;
  readonly periods?: number;
}

function judged({
  cluster = evenly(700, 7),
  legacy = evenly(13_300, 133),
  periods = PERIODS,
}: Made): Compared {
  const seen = Array.from(
    { length: periods },
    (_, i): Seen<Count> => ({ cluster: cluster(i), legacy: legacy(i) }),
  );
  return compareRates(seen, TOLD);
}

function evenly(requests: number, events: number) {
  return (period: number): Count => {
    const uneven = UNEVEN[period % UNEVEN.length] ?? 1;
    return { requests, events: Math.round(events * uneven) };
  };
}

describe('errors', () => {
  it('fail a cluster that has twice legacy’s, and say by how much', () => {
    expect(judged({ cluster: evenly(700, 14) })).toEqual({
      verdict: 'fail',
      text: 'Errors: the cluster 1.99 % (391 of 19,600), legacy 0.997 % (3,711 of 372,400), in the same 28 periods of 25 min. The cluster is worse by at least 0.775 points; 0.249 points is tolerated.',
    });
  });

  it('pass a cluster that has as many, and one that has fewer', () => {
    const { verdict, text } = judged({ cluster: evenly(7000, 70), legacy: evenly(133_000, 1330) });
    expect([verdict, text]).toEqual([
      'pass',
      expect.stringMatching(/worse by at most 0\.0\d+ points; 0\.249 points is/),
    ]);
    expect(judged({ cluster: evenly(7000, 20) }).text).toContain('worse by at most 0 points');
  });

  it('are uncertain while few came', () => {
    const { verdict, text } = judged({ cluster: evenly(8, 0) });
    expect(verdict).toBe('inconclusive');
    expect(text).toMatch(/not certain: the difference lies between -1\.\d+ points and .* is tolerated/);
  });

  it('are not failed for what is tolerated, however certain', () => {
    const many = { cluster: evenly(1e6, 11_500), legacy: evenly(1e7, 100_000) };
    expect(judged(many).verdict).toBe('pass');
    expect(judged({ ...many, cluster: evenly(1e6, 13_500) }).verdict).toBe('fail');
    // A part of almost nothing is almost nothing: then points count.
    expect(judged({ cluster: evenly(1e6, 400), legacy: evenly(1e7, 1000) }).verdict).toBe('pass');
  });

  it('of a legacy without any are seen', () => {
    const flawless = evenly(133_000, 0);
    expect(judged({ cluster: evenly(7000, 14), legacy: flawless }).verdict).toBe('fail');
    expect(judged({ cluster: evenly(7000, 0), legacy: flawless }).verdict).toBe('pass');
    expect(judged({ cluster: evenly(100, 0), legacy: evenly(1900, 0) }).verdict).toBe('inconclusive');
  });

  it('are no proof while they are so few that chance alone may have made them', () => {
    // Every period of legacy has one and every period of the cluster two: no variation, and no certainty.
    const few = {
      cluster: () => ({ requests: 100, events: 2 }),
      legacy: () => ({ requests: 100, events: 1 }),
    };
    const { verdict, text } = judged({ ...few, periods: 12 });
    expect([verdict, text]).toEqual(['inconclusive', expect.stringContaining('not certain')]);
    expect(judged({ ...few, periods: 120 }).verdict).toBe('fail');
  });

  it('are no proof while chance may have made as many in one of all the looks', () => {
    const cluster = (requests: number) => (period: number) => ({
      requests,
      events: period % 4 === 3 ? 0 : requests / 36,
    });
    const legacy = evenly(133_000, 1330);
    expect(judged({ cluster: cluster(36), legacy })).toEqual({
      verdict: 'inconclusive',
      text: expect.stringContaining('That may still be chance.'),
    });
    expect(judged({ cluster: cluster(144), legacy }).verdict).toBe('fail');
  });

  it('that vary much are not known to be few', () => {
    const legacy = evenly(133_000, 1330);
    const cluster = (period: number) => ({ requests: 7000, events: period % 4 === 0 ? 238 : 14 });
    expect(judged({ cluster, legacy }).verdict).toBe('inconclusive');
    expect(judged({ cluster: evenly(7000, 70), legacy }).verdict).toBe('pass');
  });

  it('are no proof if they came in one burst or two, however many', () => {
    const bursts = (at: readonly number[]) => (period: number) => ({
      requests: 700,
      events: at.includes(period) ? 300 : 0,
    });
    const flawless = () => ({ requests: 13_300, events: 0 });
    expect(judged({ cluster: bursts([9]), legacy: flawless }).verdict).toBe('inconclusive');
    expect(judged({ cluster: bursts([9, 20]), legacy: flawless }).verdict).toBe('inconclusive');
    expect(judged({ cluster: bursts([1, 4, 7, 9, 13, 16, 20, 22, 26]), legacy: flawless }).verdict).toBe(
      'fail',
    );
  });

  it('that both sides have together are nobody’s fault', () => {
    const outage = (period: number) => (period > 8 && period < 14 ? 30 : 1);
    const both = (requests: number) => (period: number) => ({
      requests,
      events: Math.round(
        (requests / 100) * outage(period) * (UNEVEN[(period + (requests > 1e4 ? 3 : 0)) % 8] ?? 1),
      ),
    });
    expect(judged({ cluster: both(7000), legacy: both(133_000) }).verdict).toBe('pass');
    // And hide nothing: twice as many are seen at once.
    const twice = (period: number) => ({ requests: 7000, events: both(7000)(period).events * 2 });
    expect(judged({ cluster: twice, legacy: both(133_000) }).verdict).toBe('fail');
  });

  it('that drift for hours say less than so many periods seem to say', () => {
    const wave = (length: number) => (period: number) => ({
      requests: 700,
      events: Math.round(12 + 9 * Math.sin((2 * Math.PI * period) / length)),
    });
    const { verdict, text } = judged({
      cluster: wave(14),
      legacy: () => ({ requests: 13_300, events: 133 }),
    });
    expect([verdict, text]).toEqual(['inconclusive', expect.stringContaining('not certain')]);
    expect(judged({ cluster: wave(2.5), legacy: () => ({ requests: 13_300, events: 133 }) }).verdict).toBe(
      'fail',
    );
  });

  it('need periods in which both sides had requests', () => {
    const until = (last: number) => (period: number) => ({ requests: period < last ? 7000 : 0, events: 0 });
    const { verdict, text } = judged({ cluster: until(11), legacy: evenly(133_000, 0) });
    expect(verdict).toBe('inconclusive');
    expect(text).toBe(
      'Errors: 11 periods of 25 min had requests on both sides; at least 12 are required to compare the cluster with legacy.',
    );
    expect(judged({ cluster: until(12), legacy: evenly(133_000, 0) }).verdict).toBe('pass');
    expect(compareRates([], TOLD).verdict).toBe('inconclusive');
    const oneSided = Array.from({ length: 40 }, () => ({ cluster: { requests: 7000, events: 0 } }));
    expect(compareRates(oneSided, TOLD).verdict).toBe('inconclusive');
  });
});
