import { matrixOf } from '../../../../../rehearsal/matrix/migration/cells.ts';
import { heldBackAlarms } from '../../../../../rehearsal/matrix/migration/unfired.ts';
import type { JsonObject } from '../../../../../rehearsal/snapshot/json.ts';
import { aSubject, BALANCER, plain } from './a-subject.ts';

const SEVERITY = { part: 0.2, name: 'blog.shop.test.', seed: 1 };
const START = Date.UTC(2027, 0, 4);
const played = (metric: readonly JsonObject[], composite: readonly JsonObject[] = []) =>
  matrixOf(aSubject({ metric, composite }), SEVERITY, START);

const noStatistic = { Statistic: undefined as never };
const math = (Expression: string): JsonObject => ({
  MetricName: undefined as never,
  Namespace: undefined as never,
  Period: undefined as never,
  ...noStatistic,
  Dimensions: undefined as never,
  Metrics: [
    { Id: 'e1', Expression, ReturnData: true },
    {
      Id: 'm1',
      MetricStat: {
        Metric: {
          Namespace: 'AWS/ApplicationELB',
          MetricName: 'RequestCount',
          Dimensions: [{ Name: 'LoadBalancer', Value: BALANCER }],
        },
        Period: 60,
        Stat: 'Sum',
      },
      ReturnData: false,
    },
  ],
});

describe('an alarm that nothing fires', () => {
  it.each<[string, JsonObject, string, string]>([
    [
      'another load balancer',
      { Dimensions: [{ Name: 'LoadBalancer', Value: 'app/old/2' }] },
      'useless',
      'No load balancer publishes HTTPCode_Target_5XX_Count for LoadBalancer=app/old/2; there is one for LoadBalancer=app/ingress/1.',
    ],
    [
      'a dimension that the metric has not',
      { Dimensions: [] },
      'useless',
      'No load balancer publishes HTTPCode_Target_5XX_Count for no dimensions; there is one for LoadBalancer=app/ingress/1.',
    ],
    [
      'another unit',
      { Unit: 'Percent' },
      'useless',
      'It reads HTTPCode_Target_5XX_Count in Percent alone, and the data is in Count.',
    ],
    [
      'a statistic of counts that is always 1',
      { Statistic: 'Average' },
      'useless',
      'Each event counts as 1, so its Average is never anything else; it fires at > 10. Use Sum.',
    ],
    [
      'what goes missing when it would fire, and takes that for good',
      { MetricName: 'HTTPCode_ELB_504_Count', ComparisonOperator: 'LessThanThreshold', Threshold: 1 },
      'not reached',
      'Sum was never less than ',
    ],
    [
      'another family of load balancers',
      { Namespace: 'AWS/NetworkELB', MetricName: 'TCP_Target_Reset_Count' },
      'useless',
      'No load balancer publishes TCP_Target_Reset_Count for LoadBalancer=app/ingress/1.',
    ],
    [
      'periods in which no minute begins',
      { Period: 10, EvaluationPeriods: 1, DatapointsToAlarm: 1 },
      'useless',
      "It saw no data: 1 × 10 s never hold a whole minute, and a load balancer's metrics come each minute.",
    ],
    [
      'a percentile without traffic',
      {
        ...noStatistic,
        MetricName: 'TargetResponseTime',
        ExtendedStatistic: 'p99.99',
        EvaluateLowSampleCountPercentile: 'ignore',
        Threshold: 1,
      },
      'not reached',
      'It waits for 100000 samples of p99.99, and never had more than ',
    ],
    ['a threshold far away', { Threshold: 100_000 }, 'not reached', 'Sum was never more than '],
    [
      'metrics that the rehearsal has not',
      { Namespace: 'ContainerInsights', MetricName: 'pod_restarts' },
      'not known',
      'The rehearsal has no ContainerInsights pod_restarts, so nothing is known of it.',
    ],
    [
      'a metric of a load balancer that the rehearsal has not',
      { MetricName: 'ClientTLSNegotiationErrorCount' },
      'not known',
      'The rehearsal has no AWS/ApplicationELB ClientTLSNegotiationErrorCount, so nothing is known of it.',
    ],
    [
      'one zone, which the rehearsal does not count by itself',
      {
        Dimensions: [
          { Name: 'LoadBalancer', Value: BALANCER },
          { Name: 'AvailabilityZone', Value: 'us-west-1a' },
        ],
      },
      'not known',
      'The rehearsal has HTTPCode_Target_5XX_Count of all zones together alone',
    ],
    [
      'metric math that is never true',
      math('IF(m1 < 0, 1, 0)'),
      'not reached',
      'The result of its expression was never more than 0; it fires at > 10.',
    ],
  ])('watches %s', (_, more, verdict, why) => {
    const { unfired, cells } = played([plain('planted', more)]);
    expect(cells.every(({ firedBy }) => firedBy === undefined)).toBe(true);
    expect(unfired).toMatchObject([{ alarm: 'planted', verdict }]);
    expect(unfired[0]?.why).toContain(why);
  });

  it('may need more data points than a rare failure makes: what is missing counts as it says', () => {
    const rare = { Threshold: 0, EvaluationPeriods: 30, DatapointsToAlarm: 30 };
    const subject = aSubject(
      { metric: [plain('planted', rare)] },
      {
        traffic: { requestsPerMinute: 40, swing: 0, busiestHour: 12 },
        steps: [{ percent: 5, soakSeconds: 3600 }],
      },
    );
    const { unfired } = matrixOf(subject, SEVERITY, START);
    expect(unfired).toMatchObject([{ verdict: 'not reached' }]);
    expect(unfired[0]?.why).toMatch(
      /^At most \d+ of 30 data points were > 0 at once; it needs 30. Missing data points count as notBreaching.$/,
    );
  });

  it('may be composite: those on which it rests say why', () => {
    const all = { AlarmName: 'all', AlarmArn: 'arn:all', AlarmRule: 'ALARM(errors) AND ALARM(old)' };
    const old = plain('old', { Dimensions: [{ Name: 'LoadBalancer', Value: 'app/old/2' }] });
    const { unfired } = played([plain('errors'), old], [all]);
    expect(unfired.find(({ alarm }) => alarm === 'all')).toMatchObject({
      verdict: 'useless',
      why: expect.stringMatching(
        /^Its rule was never true: ALARM\(errors\) AND ALARM\(old\). old: No load balancer/,
      ),
    });
  });

  it('may not be in the snapshot', () => {
    const subject = aSubject({ metric: [plain('errors')] });
    const { unfired } = matrixOf({ ...subject, alarms: ['errors', 'gone'] }, SEVERITY, START);
    expect(unfired).toEqual([
      { alarm: 'gone', verdict: 'not known', why: 'The snapshot has no alarm of this name.' },
    ]);
  });
});

it('an alarm that waits for samples at a small share is named at that step', () => {
  const slow = plain('slow', {
    ...noStatistic,
    MetricName: 'TargetResponseTime',
    ExtendedStatistic: 'p99',
    EvaluateLowSampleCountPercentile: 'ignore',
    Threshold: 2,
  });
  const steps = [1, 50].map((percent) => ({ percent, soakSeconds: 3600 }));
  const { atSteps, unfired } = matrixOf(aSubject({ metric: [slow] }, { steps }), SEVERITY, START);
  expect(atSteps.map(({ percent, heldBack }) => [percent, heldBack.length])).toEqual([
    [1, 1],
    [50, 0],
  ]);
  expect(atSteps[0]?.heldBack).toMatchObject([{ alarm: 'slow', statistic: 'p99', needed: 1000 }]);
  expect(unfired).toEqual([]);
});

it('an alarm with enough samples is not held back, whatever else keeps it', () => {
  const percentile = { ...noStatistic, ExtendedStatistic: 'p90', EvaluateLowSampleCountPercentile: 'ignore' };
  const { alarms, definitions } = aSubject({ metric: [plain('slow', percentile)] });
  const seen = { alarm: 'slow', isUpwards: true, furthest: 20, breaching: 1, hadGaps: false };
  const heldWith = (samples: number) =>
    heldBackAlarms(alarms, definitions, { sighted: [{ ...seen, samples }], fired: new Set() });
  expect(heldWith(100)).toEqual([]);
  expect(heldWith(99)).toMatchObject([{ needed: 100, samples: 99 }]);
});
