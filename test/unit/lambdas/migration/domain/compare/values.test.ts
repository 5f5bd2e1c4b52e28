import { COMPARED_BY_DEFAULT } from '../../../../../../lambdas/migration/contract/compare-settings.ts';
import { compareValues } from '../../../../../../lambdas/migration/domain/compare/comparison.ts';

const TOLD = {
  name: 'Latency (p95)',
  seconds: 1500,
  tolerance: COMPARED_BY_DEFAULT.latency.tolerance,
  levels: { chance: 7.5e-4, tolerated: 0.05 },
  statistic: 'p95',
  unit: (value: number) => `${Math.round(value * 1000)} ms`,
};
const UNEVEN = [1.2, 0.8, 1.1, 0.9, 1.25, 0.75, 1.05, 0.95];

interface Made {
  /** Of the cluster and of legacy, seconds. */
  readonly cluster: (period: number) => number;
  readonly legacy?: (period: number) => number;
  readonly samples?: (period: number) => number;
  readonly periods?: number;
}

function judged({ cluster, legacy = () => 0.2, samples = () => 1000, periods = 28 }: Made) {
  const uneven = (i: number) => UNEVEN[i % 8] ?? 1;
  const seen = Array.from({ length: periods }, (_, i) => ({
    cluster: { value: cluster(i) * uneven(i + 3), samples: samples(i) },
    legacy: { value: legacy(i) * uneven(i), samples: 20_000 },
  }));
  return compareValues(seen, TOLD);
}

describe('a latency', () => {
  it('fails a cluster that takes twice as long, and says by how much', () => {
    const { verdict, text } = judged({ cluster: () => 0.4 });
    expect(verdict).toBe('fail');
    expect(text).toMatch(
      /^Latency \(p95\): the cluster 400 ms, legacy 200 ms, the medians of the same 28 periods of 25 min\. The cluster is worse by at least 1\d\d ms; 50 ms is tolerated\.$/,
    );
  });

  it('passes one that is as fast', () => {
    expect(judged({ cluster: () => 0.2 })).toMatchObject({
      verdict: 'pass',
      text: expect.stringMatching(/worse by at most \d+ ms/),
    });
  });

  it('tolerates an amount where that is more, and a part where that is', () => {
    expect(judged({ cluster: () => 0.02, legacy: () => 0.01 }).verdict).toBe('pass');
    expect(judged({ cluster: () => 11, legacy: () => 10 }).verdict).toBe('pass');
    expect(judged({ cluster: () => 17, legacy: () => 10 }).verdict).toBe('fail');
  });

  it('is not failed for less than is tolerated, however certain', () => {
    const seen = UNEVEN.flatMap((uneven) => [uneven, uneven * 1.1]).map((uneven) => ({
      cluster: { value: 11.5 * uneven, samples: 1000 },
      legacy: { value: 10 * uneven, samples: 1000 },
    }));
    expect(compareValues(seen, TOLD).verdict).toBe('pass');
  });

  it('is not judged by a few slow periods', () => {
    expect(judged({ cluster: (i) => (i < 4 ? 30 : 0.2) }).verdict).not.toBe('fail');
  });

  it('that is slower a part of the time is uncertain', () => {
    const { verdict, text } = judged({ cluster: (i) => (i % 16 < 5 ? 0.4 : 0.2) });
    expect([verdict, text]).toEqual(['inconclusive', expect.stringContaining('tolerated')]);
  });

  it('is no proof in so few periods that chance may have ordered them', () => {
    expect(judged({ cluster: () => 0.6, periods: 12 }).verdict).toBe('fail');
    const surer = { ...TOLD, levels: { chance: 1e-4, tolerated: 0.05 } };
    const seen = Array.from({ length: 12 }, () => ({
      cluster: { value: 0.6, samples: 1000 },
      legacy: { value: 0.2, samples: 1000 },
    }));
    expect(compareValues(seen, surer)).toMatchObject({
      verdict: 'inconclusive',
      text: expect.stringContaining('may still be chance'),
    });
  });

  it('as an average counts in periods with 100 samples', () => {
    const seen = (samples: number) =>
      Array.from({ length: 28 }, () => ({
        cluster: { value: 0.2, samples },
        legacy: { value: 0.2, samples: 5000 },
      }));
    const average = { ...TOLD, statistic: 'Average' };
    expect(compareValues(seen(100), average).verdict).toBe('pass');
    expect(compareValues(seen(99), average).text).toContain(
      '0 periods of 25 min had at least 100 samples a side',
    );
  });

  it('counts in periods with 1,000 samples on both sides only', () => {
    const samples = (few: number) => (i: number) => (i < few ? 999 : 1000);
    expect(judged({ cluster: () => 0.2, samples: samples(16) }).verdict).toBe('pass');
    expect(judged({ cluster: () => 0.2, samples: samples(17) })).toEqual({
      verdict: 'inconclusive',
      text: 'Latency (p95): 11 periods of 25 min had at least 1,000 samples a side; at least 12 are required to compare the cluster with legacy.',
    });
  });
});
