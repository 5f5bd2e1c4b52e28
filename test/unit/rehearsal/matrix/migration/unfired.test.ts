import { matrixOf } from '../../../../../rehearsal/matrix/migration/cells.ts';
import type { JsonObject } from '../../../../../rehearsal/snapshot/json.ts';
import { aSubject, BALANCER, plain } from './a-subject.ts';

const SEVERITY = { part: 0.2, name: 'blog.shop.test.', seed: 1 };
const START = Date.UTC(2027, 0, 4);
/** One step: what is the matter with an alarm is the same at each. */
const STEPS = [{ percent: 50, soakSeconds: 3600 }];
const played = (metric: readonly JsonObject[], composite: readonly JsonObject[] = []) =>
  matrixOf(aSubject({ metric, composite }, { steps: STEPS }), SEVERITY, START);

const noStatistic = { Statistic: undefined as never };
/** @param other whose requests are `m2` */
const math = (Expression: string, other?: string): JsonObject => ({
  MetricName: undefined as never,
  Namespace: undefined as never,
  Period: undefined as never,
  ...noStatistic,
  Dimensions: undefined as never,
  Metrics: [
    { Id: 'e1', Expression, ReturnData: true },
    requests('m1', BALANCER),
    ...(other === undefined ? [] : [requests('m2', other)]),
  ],
});

function requests(Id: string, balancer: string, MetricName = 'RequestCount'): JsonObject {
  return {
    Id,
    MetricStat: {
      Metric: {
        Namespace: 'AWS/ApplicationELB',
        MetricName,
        Dimensions: [{ Name: 'LoadBalancer', Value: balancer }],
      },
      Period: 60,
      Stat: 'Sum',
    },
    ReturnData: false,
  };
}

const inZone = (zone: string): JsonObject => ({
  Dimensions: [
    { Name: 'LoadBalancer', Value: BALANCER },
    { Name: 'AvailabilityZone', Value: zone },
  ],
});

describe('an alarm that nothing fires', () => {
  it.each<[string, JsonObject, string, string]>([
    [
      'another load balancer',
      { Dimensions: [{ Name: 'LoadBalancer', Value: 'app/old/2' }] },
      'useless',
      "LoadBalancer=app/old/2 is not a load balancer of the account in this Region, so the alarm sees no data. The cluster's is LoadBalancer=app/ingress/1 in AWS/ApplicationELB.",
    ],
    [
      'a dimension that the metric has not',
      { Dimensions: [] },
      'useless',
      'HTTPCode_Target_5XX_Count has no data for no dimensions. It has data for LoadBalancer=app/ingress/1.',
    ],
    [
      'another unit',
      { Unit: 'Percent' },
      'useless',
      'Unit Percent: the unit of HTTPCode_Target_5XX_Count is Count, so the alarm sees no data. Leave Unit out, and check that the threshold 10 is in Count.',
    ],
    [
      'another unit of time, in which its threshold is, too',
      {
        MetricName: 'TargetResponseTime',
        Statistic: 'Average',
        Unit: 'Milliseconds',
        Threshold: 1500,
      },
      'useless',
      'Leave Unit out, and set Threshold to 1.5: without Unit, 1500 is in Seconds.',
    ],
    [
      'a metric in another case',
      { MetricName: 'HTTPCode_Target_5xx_Count' },
      'useless',
      'AWS/ApplicationELB has no HTTPCode_Target_5xx_Count: the metric is HTTPCode_Target_5XX_Count, and CloudWatch distinguishes upper and lower case.',
    ],
    ['the id of a zone', inZone('euc1-az2'), 'useless', 'AvailabilityZone=euc1-az2 is the id of a zone'],
    ['the name of a zone', inZone('eu-central-1b'), 'not known', 'only for all zones together'],
    [
      'a statistic of counts that is always 1',
      { Statistic: 'Average' },
      'useless',
      'Statistic Average: each event counts as 1, so it is never anything else; the alarm fires at > 10. Use Sum.',
    ],
    [
      'what goes missing when it would fire, and takes that for good',
      { MetricName: 'HTTPCode_ELB_504_Count', ComparisonOperator: 'LessThanThreshold', Threshold: 1 },
      'useless',
      'TreatMissingData notBreaching hides it: what is not there at all has no data point, not a zero.',
    ],
    [
      'another family of load balancers',
      { Namespace: 'AWS/NetworkELB', MetricName: 'TCP_Target_Reset_Count' },
      'useless',
      'Namespace AWS/NetworkELB: no load balancer there has TCP_Target_Reset_Count for LoadBalancer=app/ingress/1.',
    ],
    [
      'periods in which no minute begins',
      { Period: 10, EvaluationPeriods: 1, DatapointsToAlarm: 1 },
      'useless',
      "Period 10: 1 × 10 s never hold a whole minute, and a load balancer's metrics come each minute",
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
      'useless',
      'Statistic p99.99: the alarm waits for 100,000 samples in 3 × 1 min 0 s, and the traffic never brings more than ',
    ],
    [
      'a threshold that nothing reaches',
      { Threshold: 100_000 },
      'useless',
      "Even if all requests fail, are slow or don't come: Sum was never more than ",
    ],
    [
      'a threshold that a worse failure reaches',
      { Threshold: 1_000 },
      'not reached',
      'it fires at > 1000. A worse failure fires it.',
    ],
    [
      "legacy's load balancer",
      { Dimensions: [{ Name: 'LoadBalancer', Value: 'app/legacy/0' }] },
      'useless',
      "LoadBalancer=app/legacy/0 is not the cluster's load balancer: the cluster's failures don't show there. The cluster's is LoadBalancer=app/ingress/1",
    ],
    [
      'a namespace in another case',
      { Namespace: 'AWS/ApplicationElb' },
      'useless',
      'Namespace AWS/ApplicationElb: the namespace is AWS/ApplicationELB, and CloudWatch distinguishes upper and lower case.',
    ],
    [
      'the namespace of classic load balancers',
      { Namespace: 'AWS/ELB' },
      'useless',
      'Namespace AWS/ELB: HTTPCode_Target_5XX_Count is a metric of AWS/ApplicationELB.',
    ],
    [
      'a namespace of somebody’s own with almost the name',
      { Namespace: 'ApplicationELB' },
      'not known',
      'Is AWS/ApplicationELB meant?',
    ],
    [
      'more periods than ever have data',
      { Period: 10, EvaluationPeriods: 8, DatapointsToAlarm: 4 },
      'useless',
      "Period 10: a load balancer's metric comes once a minute, so at most 1 of 8 periods have data; it needs 4. Set Period to 60.",
    ],
    [
      'more periods than a soak has',
      { Period: 3600, EvaluationPeriods: 2, DatapointsToAlarm: 2, Threshold: 1000 },
      'useless',
      'Period 3600: its 2 data points need more than 1 h of failure, and the longest soak is 1 h.',
    ],
    [
      'what goes missing when it would fire, and keeps its state then',
      {
        MetricName: 'HTTPCode_Target_2XX_Count',
        ComparisonOperator: 'LessThanThreshold',
        Threshold: 1,
        TreatMissingData: 'ignore',
      },
      'useless',
      'TreatMissingData ignore hides it',
    ],
    [
      'metric math that divides by zero',
      math('m1 / (m1 - m1)'),
      'useless',
      'e1 = m1 / (m1 - m1) never has a value. A division by zero, or by what is missing, gives none.',
    ],
    [
      'metric math with a metric that nobody has',
      math('100 * m1 / m2', 'app/old/2'),
      'useless',
      'e1 = 100 * m1 / m2 never has a value. m2: LoadBalancer=app/old/2 is not a load balancer of the account',
    ],
    [
      'metrics that the rehearsal has not',
      { Namespace: 'ContainerInsights', MetricName: 'pod_restarts' },
      'not known',
      "The rehearsal has no ContainerInsights pod_restarts, so it can't say whether the alarm fires. If it counts requests, errors or latency, say so in behaviour.json (docs/snapshot.md); otherwise try it in your account.",
    ],
    [
      'a metric of a load balancer that the rehearsal has not',
      { MetricName: 'ClientTLSNegotiationErrorCount' },
      'not known',
      "The rehearsal has no AWS/ApplicationELB ClientTLSNegotiationErrorCount, so it can't say whether the alarm fires. Try it in your account.",
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
      'The rehearsal has HTTPCode_Target_5XX_Count only for all zones together',
    ],
    [
      'metric math that is never true',
      math('IF(m1 < 0, 1, 0)'),
      'useless',
      'The result of its expression was never more than 0; it fires at > 10.',
    ],
  ])('watches %s', (_, more, verdict, why) => {
    const { unfired, cells } = played([plain('planted', more)]);
    expect(cells.every(({ firedBy }) => firedBy === undefined)).toBe(true);
    expect(unfired).toMatchObject([{ alarm: 'planted', verdict }]);
    expect(unfired[0]?.why).toContain(why);
  });

  it('may count in metric math what is called otherwise: its threshold is not the matter', () => {
    const { Metrics: _, ...rest } = math('');
    const Metrics = [
      { Id: 'e1', Expression: '100 * FILL(t5, 0) / m1', ReturnData: true },
      requests('m1', BALANCER),
      requests('t5', BALANCER, 'HTTPCode_Target_5xx_Count'),
    ];
    const [unfired] = played([plain('rate', { ...rest, Metrics })]).unfired;
    expect(unfired).toMatchObject({ alarm: 'rate', verdict: 'useless' });
    expect(unfired?.why).toMatch(
      /^t5: AWS\/ApplicationELB has no HTTPCode_Target_5xx_Count: .* Correct it\.$/,
    );
    expect(unfired?.why).not.toContain('threshold');
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
    expect(unfired).toMatchObject([{ verdict: 'useless' }]);
    expect(unfired[0]?.why).toMatch(
      /At most \d+ of 30 data points were > 0 at once; it needs 30. Missing data points count as notBreaching. Lower DatapointsToAlarm.$/,
    );
  });

  it('may be composite: those on which it rests say why', () => {
    const all = { AlarmName: 'all', AlarmArn: 'arn:all', AlarmRule: 'ALARM(errors) AND ALARM(old)' };
    const old = plain('old', { Dimensions: [{ Name: 'LoadBalancer', Value: 'app/old/2' }] });
    const { unfired } = played([plain('errors'), old], [all]);
    expect(unfired.find(({ alarm }) => alarm === 'all')).toMatchObject({
      verdict: 'useless',
      why: expect.stringMatching(
        /^Its rule was never true: ALARM\(errors\) AND ALARM\(old\). old: LoadBalancer=app\/old\/2 is not a load balancer/,
      ),
    });
  });

  it('may need what no failure brings alone, but several at once do', () => {
    const slow = plain('slow', {
      ...noStatistic,
      MetricName: 'TargetResponseTime',
      Statistic: 'Average',
      Threshold: 1,
    });
    const both = { AlarmName: 'both', AlarmArn: 'arn:both', AlarmRule: 'ALARM(errors) AND ALARM(slow)' };
    expect(played([plain('errors'), slow], [both]).unfired).toEqual([
      {
        alarm: 'both',
        verdict: 'not reached',
        why: 'Its rule was never true: ALARM(errors) AND ALARM(slow). Each alarm in it fires, but never so that the rule is true.',
      },
    ]);
  });

  it('may not be in the snapshot', () => {
    const subject = aSubject({ metric: [plain('errors')] });
    const { unfired } = matrixOf({ ...subject, alarms: ['errors', 'gone'] }, SEVERITY, START);
    expect(unfired).toEqual([
      { alarm: 'gone', verdict: 'not known', why: 'The snapshot has no alarm of this name.' },
    ]);
  });
});
