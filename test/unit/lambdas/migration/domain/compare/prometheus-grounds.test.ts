import { comparedGrounds } from '../../../../../../lambdas/migration/domain/compare/compared-grounds.ts';
import type { ComparedRate } from '../../../../../../lambdas/migration/domain/compare/what.ts';
import { asked, known, LEVELS, nothing, PERIODS } from '../../../../../support/migration/compared-series.ts';

describe('what Prometheus says', () => {
  const of = (query: string) => ({ prometheus: { url: 'https://prometheus.example.com' }, query });
  const side = (name: string) => ({ requests: [of(`${name}_requests`)], events: [of(`${name}_errors`)] });
  const rate: ComparedRate = {
    kind: 'rate',
    name: 'Failures',
    isGiven: true,
    sides: { cluster: side('cluster'), legacy: side('legacy') },
    tolerance: { absolute: 0.001, relative: 0.25 },
  };
  const judged = (...values: readonly ((period: number) => number | undefined)[]) =>
    comparedGrounds(rate, PERIODS, known(...values), LEVELS);

  it('is asked of each query, and estimated counts are compared as whole ones', () => {
    expect(asked(rate)).toEqual(
      ['cluster_requests', 'cluster_errors', 'legacy_requests', 'legacy_errors'].map((name) => `${name} Sum`),
    );
    const readings = [
      () => 5000.4,
      (i: number) => 50.3 + (i % 3),
      () => 90_000.6,
      (i: number) => 900.2 + (i % 7),
    ];
    expect(judged(...readings)).toMatchObject([
      { verdict: 'pass', text: expect.not.stringContaining('.3 of') },
    ]);
  });

  it('is unknown without a value of one side, by its name', () => {
    expect(
      judged(
        () => 5000,
        nothing,
        () => 90_000,
        () => 900,
      ),
    ).toMatchObject([
      {
        verdict: 'inconclusive',
        text: expect.stringContaining('Prometheus has no datapoint of the cluster'),
      },
    ]);
  });

  it('has no errors only where it says so: periods without a value are not compared', () => {
    const compared = (otherwise: number | undefined) =>
      judged(
        () => 5000,
        (i) => (i < 3 ? 0 : otherwise),
        () => 90_000,
        () => 0,
      );
    expect(compared(0)).toMatchObject([{ verdict: 'pass' }]);
    expect(compared(undefined)).toMatchObject([
      { verdict: 'inconclusive', text: expect.stringContaining('3 periods') },
    ]);
  });

  it('is unknown where there are more errors than requests, or less than none', () => {
    for (const errors of [() => 5200, (i: number) => (i === 7 ? -1 : 50)])
      expect(
        judged(
          () => 5000,
          errors,
          () => 90_000,
          () => 900,
        ),
      ).toMatchObject([
        {
          verdict: 'inconclusive',
          text: expect.stringContaining('the cluster counted more than all requests, or less than 0'),
        },
      ]);
    // What `increase` estimates of two counters differs a little.
    expect(
      judged(
        () => 5000,
        () => 5050,
        () => 90_000,
        () => 900,
      ),
    ).toMatchObject([{ verdict: 'fail' }]);
  });
});
