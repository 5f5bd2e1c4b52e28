import { comparedGrounds } from '../../../../../../lambdas/migration/domain/compare/compared-grounds.ts';
import type { ComparedRate, ComparedValue } from '../../../../../../lambdas/migration/domain/compare/what.ts';
import { asked, known, LEVELS, nothing, PERIODS } from '../../../../../support/migration/compared-series.ts';

const metric = (metricName: string) => ({ namespace: 'Test', metricName, dimensions: {} });

const RATE: ComparedRate = {
  kind: 'rate',
  name: 'Errors',
  isGiven: false,
  sides: {
    cluster: { requests: [metric('c1'), metric('c2')], events: [metric('c5')] },
    legacy: { requests: [metric('l')], events: [metric('l5'), metric('lb5')] },
  },
  tolerance: { absolute: 0.001, relative: 0.25 },
  mostOnLegacy: 0.05,
};
const VALUE: ComparedValue = {
  kind: 'value',
  name: 'Queue (p90)',
  statistic: 'p90',
  sides: {
    cluster: { value: metric('c'), samples: metric('c') },
    legacy: { value: metric('l'), samples: metric('l') },
  },
  tolerance: { absolute: 3, relative: 0.25 },
  unit: '',
};

describe('what CloudWatch says', () => {
  it('is asked of each metric of both sides', () => {
    expect(asked(RATE)).toEqual(['c1 Sum', 'c2 Sum', 'c5 Sum', 'l Sum', 'l5 Sum', 'lb5 Sum']);
    expect(asked(VALUE)).toEqual(['c p90', 'c SampleCount', 'l p90', 'l SampleCount']);
  });

  it('is added up on each side, in the same periods', () => {
    const readings = known(
      () => 6000,
      (i) => (i < 10 ? 4000 : undefined),
      () => 20,
      () => 100_000,
      () => 100,
      nothing,
    );
    expect(comparedGrounds(RATE, PERIODS, readings, LEVELS)).toEqual([
      {
        verdict: 'fail',
        text: expect.stringMatching(
          /^Errors: the cluster 0\.273 % \(600 of 220,000\), legacy 0\.1 % \(3,000 of 3,000,000\)/,
        ),
      },
    ]);
  });

  it('has as many requests as errors where a load balancer counted fewer, or none', () => {
    const turnedAway = (requests: (i: number) => number | undefined, thing = RATE) =>
      comparedGrounds(
        thing,
        PERIODS,
        known(
          requests,
          nothing,
          () => 700,
          () => 13_300,
          (i) => 130 + (i % 7),
          nothing,
        ),
        LEVELS,
      );
    const ground = { verdict: 'fail', text: expect.stringContaining('the cluster 100 % (21,000 of 21,000)') };
    expect(turnedAway(() => 10)).toEqual([ground]);
    expect(turnedAway(nothing)).toEqual([ground]);
    // Another metric's events say nothing of requests.
    expect(turnedAway(nothing, { ...RATE, isGiven: true })).toMatchObject([{ verdict: 'inconclusive' }]);
  });

  it('passes nothing where a datapoint’s absence may be a slip', () => {
    const readings = known(
      () => 6000,
      nothing,
      nothing,
      () => 100_000,
      nothing,
      nothing,
    );
    expect(comparedGrounds(RATE, PERIODS, readings, LEVELS)).toMatchObject([{ verdict: 'pass' }]);
    expect(comparedGrounds({ ...RATE, isGiven: true }, PERIODS, readings, LEVELS)).toEqual([
      {
        verdict: 'inconclusive',
        text: 'Errors: CloudWatch has no datapoint of the cluster and legacy in the soak. Without any, nothing is compared: publish zeros, too.',
      },
    ]);
    const silent = known(
      nothing,
      nothing,
      () => 5,
      () => 5000,
    );
    expect(comparedGrounds(VALUE, PERIODS, silent, LEVELS)).toMatchObject([
      { verdict: 'inconclusive', text: expect.stringContaining('no datapoint of the cluster in the soak') },
    ]);
  });

  it('is unknown where one of the metrics is', () => {
    const readings = [...known(nothing, nothing, nothing), { known: false, why: 'Throttling' } as const];
    expect(comparedGrounds(VALUE, PERIODS, readings, LEVELS)).toEqual([
      { verdict: 'inconclusive', text: "Queue (p90) can't be compared: Throttling" },
    ]);
  });

  it('leaves out periods in which one side has nothing', () => {
    const some = (i: number) => (i % 3 === 0 ? 10 : undefined);
    const readings = known(
      some,
      () => 5000,
      () => 10,
      () => 5000,
    );
    expect(comparedGrounds(VALUE, PERIODS, readings, LEVELS)).toMatchObject([
      {
        verdict: 'inconclusive',
        text: expect.stringContaining('10 periods of 10 min had at least 1,000 samples'),
      },
    ]);
  });

  it('is given in the metric’s unit', () => {
    const uneven = (i: number) => 10 + (i % 5);
    const readings = known(
      uneven,
      () => 5000,
      (i) => uneven(i + 2),
      () => 5000,
    );
    expect(comparedGrounds(VALUE, PERIODS, readings, LEVELS)).toMatchObject([
      {
        verdict: 'pass',
        text: expect.stringMatching(/the cluster 12, legacy 12, .* at most \S+; 3 is tolerated/),
      },
    ]);
  });

  it('asks a person where legacy itself is bad at the end, of which few requests are no sign', () => {
    const legacy = (errors: (i: number) => number, requests = 10_000) =>
      known(
        () => 500,
        nothing,
        (i) => errors(i) / 20,
        () => requests,
        errors,
        nothing,
      );
    const bad = (i: number) => (i < 24 ? 100 : 900);
    expect(comparedGrounds(RATE, PERIODS, legacy(bad), LEVELS)).toContainEqual({
      verdict: 'hold',
      text: 'Errors: both sides are bad. In the last 1 h, legacy failed 9 % of 60,000 requests, more than 5 %, and the cluster 9 % of 3,000 requests. The cluster is not to blame, so nothing is rolled back; no step is made before a person has looked.',
    });
    // No request of an hour in which it has no hosts comes to where it counts them.
    const down = known(
      () => 500,
      nothing,
      nothing,
      (i) => (i < 24 ? 10_000 : undefined),
      nothing,
      (i) => (i < 24 ? undefined : 10_000),
    );
    expect(comparedGrounds(RATE, PERIODS, down, LEVELS)).toContainEqual({
      verdict: 'hold',
      text: expect.stringMatching(
        /^Errors: legacy itself is bad\. In the last 1 h, legacy failed 100 % of 60,000 requests, more than 5 %, and the cluster 0 % of 3,000 requests\./,
      ),
    });
    const worse = known(
      () => 500,
      nothing,
      (i) => 200 + (i % 7),
      () => 10_000,
      (i) => 900 + (i % 5),
      nothing,
    );
    // Then a rollback helps.
    expect(comparedGrounds(RATE, PERIODS, worse, LEVELS)).toMatchObject([{ verdict: 'fail' }]);
    const over = (i: number) => (i < 24 ? 900 : 100);
    expect(comparedGrounds(RATE, PERIODS, legacy(over), LEVELS)).toHaveLength(1);
    expect(
      comparedGrounds(
        RATE,
        PERIODS,
        legacy((i) => (i === 29 ? 1 : 0), 2),
        LEVELS,
      ),
    ).toHaveLength(1);
    expect(
      comparedGrounds(
        RATE,
        PERIODS,
        known(() => 500, nothing, nothing, nothing, nothing, nothing),
        LEVELS,
      ),
    ).toMatchObject([{ verdict: 'inconclusive' }]);
  });
});
