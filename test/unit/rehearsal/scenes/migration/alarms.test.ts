import { alarmsOf } from '../../../../../rehearsal/scenes/migration/alarms.ts';
import type { JsonObject } from '../../../../../rehearsal/snapshot/json.ts';
import { Snapshot } from '../../../../../rehearsal/snapshot/snapshot.ts';
import { HOME } from '../../../../support/shop.ts';

const FILE = '111122223333/us-west-1/cloudwatch/describe-alarms.json';
const plain = {
  AlarmName: 'errors',
  AlarmArn: 'arn:aws:cloudwatch:us-west-1:111122223333:alarm:errors',
  ActionsEnabled: true,
  MetricName: 'HTTPCode_Target_5XX_Count',
  Namespace: 'AWS/ApplicationELB',
  Statistic: 'Sum',
  Dimensions: [{ Name: 'LoadBalancer', Value: 'app/x/1' }],
  Period: 120,
  EvaluationPeriods: 3,
  Threshold: 25,
  ComparisonOperator: 'GreaterThanThreshold',
};

const alarmsIn = (...MetricAlarms: JsonObject[]) =>
  alarmsOf(new Snapshot('somewhere', new Map([[FILE, { MetricAlarms }]])), HOME, ['errors']);

describe('the alarms of a snapshot', () => {
  it('are as somebody made them, with what CloudWatch leaves out', () => {
    expect(alarmsIn(plain)).toEqual([
      {
        name: 'errors',
        arn: plain.AlarmArn,
        kind: 'metric',
        description: '',
        watched: {
          metric: {
            namespace: 'AWS/ApplicationELB',
            metricName: 'HTTPCode_Target_5XX_Count',
            dimensions: { LoadBalancer: 'app/x/1' },
          },
          statistic: 'Sum',
        },
        ignoresFewSamples: false,
        periodSeconds: 120,
        threshold: 25,
        comparison: 'GreaterThanThreshold',
        evaluationPeriods: 3,
        datapointsToAlarm: 3,
        treatMissingData: 'missing',
        actionsEnabled: true,
      },
    ]);
    const more = {
      AlarmDescription: 'too many',
      Unit: 'Count',
      DatapointsToAlarm: 2,
      TreatMissingData: 'ignore',
    };
    expect(alarmsIn({ ...plain, ...more })).toMatchObject([
      {
        description: 'too many',
        watched: { unit: 'Count' },
        datapointsToAlarm: 2,
        treatMissingData: 'ignore',
      },
    ]);
  });

  it('may be none, where the file says so and where there is no file', () => {
    expect(alarmsIn()).toEqual([]);
    expect(alarmsOf(new Snapshot('somewhere', new Map()), HOME, ['errors'])).toEqual([]);
  });

  const { MetricName: _name, Namespace: _space, Period: _period, ...noMetric } = plain;
  const { Statistic: _statistic, ...noStatistic } = plain;
  const { Threshold: _threshold, ...noThreshold } = plain;
  const metric = (Id: string, more: JsonObject = {}, stat: JsonObject = {}): JsonObject => ({
    Id,
    MetricStat: {
      Metric: { Namespace: 'AWS/ApplicationELB', MetricName: 'RequestCount', Dimensions: [] },
      Period: 60,
      Stat: 'Sum',
      ...stat,
    },
    ReturnData: false,
    ...more,
  });
  const math = (Expression: string, ...metrics: JsonObject[]): JsonObject => ({
    ...noMetric,
    Metrics: [{ Id: 'e1', Expression, ReturnData: true }, ...metrics],
  });

  it('may watch a percentile, of which few samples are ignored, and periods under a minute', () => {
    const percentile = {
      ...noStatistic,
      ExtendedStatistic: 'p99.9',
      EvaluateLowSampleCountPercentile: 'ignore',
    };
    expect(alarmsIn({ ...percentile, Period: 10 })).toMatchObject([
      { watched: { statistic: 'p99.9' }, ignoresFewSamples: true, periodSeconds: 10 },
    ]);
  });

  it('may watch metric math, or the one metric among its queries', () => {
    expect(alarmsIn(math('100 * m1', metric('m1', {}, { Unit: 'Count' })))).toMatchObject([
      {
        periodSeconds: 60,
        watched: {
          queries: [
            { id: 'e1', returned: true, reads: { expression: '100 * m1' } },
            { id: 'm1', returned: false, reads: { statistic: 'Sum', unit: 'Count' } },
          ],
        },
      },
    ]);
    expect(alarmsIn({ ...noMetric, Metrics: [metric('m1', { ReturnData: true })] })).toMatchObject([
      { watched: { metric: { metricName: 'RequestCount' }, statistic: 'Sum' }, periodSeconds: 60 },
    ]);
  });

  it.each<[string, JsonObject, string, string]>([
    [
      'anomaly detection',
      { ...noThreshold, ThresholdMetricId: 'ad1' },
      '/ThresholdMetricId',
      'a band of anomaly detection',
    ],
    ['PromQL', { ...plain, EvaluationCriteria: {} }, '/EvaluationCriteria', 'a query in PromQL'],
    [
      'periods of a time zone',
      { ...plain, EvaluationWindow: { WallClockWindow: { Timezone: 'UTC' } } },
      '/EvaluationWindow/WallClockWindow',
      'periods by the clock',
    ],
    ['no threshold', noThreshold, '', 'an alarm without a threshold'],
    ['no metric', noMetric, '', 'an alarm without a metric'],
    [
      'a statistic',
      { ...noStatistic, ExtendedStatistic: 'wm90' },
      '/ExtendedStatistic',
      'the statistic wm90',
    ],
    ['a period', { ...plain, Period: 90 }, '/Period', 'a period of 90 s'],
    [
      'a band as threshold',
      { ...plain, ComparisonOperator: 'LessThanLowerOrGreaterThanUpperThreshold' },
      '/ComparisonOperator',
      'LessThanLowerOrGreaterThanUpperThreshold',
    ],
    ['an unknown treatment', { ...plain, TreatMissingData: 'hide' }, '/TreatMissingData', 'hide'],
    ['a function', math('SLICE(METRICS(), 1)', metric('m1')), '/Metrics', 'the function SLICE'],
    ['an unknown id', math('m1 + m2', metric('m1')), '/Metrics', 'the id m2, which nothing has'],
    ['Metrics Insights', math('SELECT SUM(x) FROM y'), '/Metrics/0/Expression', 'what SELECT fetches'],
    ['a search', math("SUM(SEARCH('x'))"), '/Metrics/0/Expression', 'what SEARCH fetches'],
    [
      'a band',
      math('ANOMALY_DETECTION_BAND(m1)', metric('m1')),
      '/Metrics/0/Expression',
      'what ANOMALY_DETECTION_BAND fetches',
    ],
    [
      'another account',
      math('m1', metric('m1', { AccountId: '9' })),
      '/Metrics/1/AccountId',
      'a metric of the account 9',
    ],
    [
      'different periods',
      math('m1', metric('m1'), metric('m2', {}, { Period: 300 })),
      '/Metrics',
      'metrics of different periods',
    ],
    ['no metric in its math', math('TIME_SERIES(1)'), '/Metrics', 'metric math without a metric'],
    [
      'two results',
      math('m1', metric('m1', { ReturnData: true })),
      '/Metrics',
      'not exactly one entry has ReturnData',
    ],
    [
      'a statistic in its math',
      math('m1', metric('m1', {}, { Stat: 'wm90' })),
      '/Metrics/1/MetricStat/Stat',
      'the statistic wm90',
    ],
  ])('are refused for %s, which the world has not', (_, alarm, within, what) => {
    const words = `  /MetricAlarms/1${within}: the rehearsed CloudWatch can't evaluate `;
    expect(() => alarmsIn(plain, alarm)).toThrow(words);
    expect(() => alarmsIn(plain, alarm)).toThrow(what);
    expect(() => alarmsIn(plain, alarm)).toThrow(', in the alarm errors (rehearsal/world/SPEC.md)');
  });

  const composite = (AlarmName: string, AlarmRule: string, more: JsonObject = {}): JsonObject => ({
    AlarmName,
    AlarmArn: `arn:aws:cloudwatch:us-west-1:111122223333:alarm:${AlarmName}`,
    AlarmRule,
    ...more,
  });
  const compositesIn = (...CompositeAlarms: JsonObject[]) => {
    const files = new Map([[FILE, { MetricAlarms: [plain], CompositeAlarms }]]);
    return alarmsOf(
      new Snapshot('somewhere', files),
      HOME,
      CompositeAlarms.map(({ AlarmName }) => String(AlarmName)),
    ).filter(({ kind }) => kind === 'composite');
  };

  it('may be composite, with another one that keeps their actions quiet', () => {
    const quiet = {
      ActionsSuppressor: 'errors',
      ActionsSuppressorWaitPeriod: 60,
      ActionsSuppressorExtensionPeriod: 90,
    };
    expect(compositesIn(composite('any', 'ALARM(errors) OR FALSE', quiet))).toMatchObject([
      {
        kind: 'composite',
        name: 'any',
        ruleText: 'ALARM(errors) OR FALSE',
        rule: { children: ['errors'] },
        suppressor: { name: 'errors', waitSeconds: 60, extensionSeconds: 90 },
        actionsEnabled: true,
      },
    ]);
  });

  it.each<[string, JsonObject[], string]>([
    ['a rule that is none', [composite('any', 'ALARM(errors')], '/CompositeAlarms/0/AlarmRule: '],
    [
      'an alarm that is not there',
      [composite('any', 'OK(gone)')],
      'a rule on gone, which the snapshot lacks',
    ],
    [
      'a suppressor that is not there',
      [composite('any', 'TRUE', { ActionsSuppressor: 'gone' })],
      'the suppressor gone',
    ],
    ['a circle', [composite('a', 'ALARM(b)'), composite('b', 'NOT OK(a)')], 'no circle of alarms: a → b → a'],
  ])('are refused for %s', (_, alarms, what) => expect(() => compositesIn(...alarms)).toThrow(what));

  it('are those that somebody needs, with what they rest on; others may be what they like', () => {
    const other = { ...plain, AlarmName: 'other', Period: 7 };
    const muting = { ...plain, AlarmName: 'muting' };
    const files = new Map([
      [
        FILE,
        {
          MetricAlarms: [plain, other, muting],
          CompositeAlarms: [
            composite('broken', 'WHAT'),
            composite('top', 'ALARM(middle)', { ActionsSuppressor: 'muting' }),
            composite('middle', 'ALARM(errors)'),
          ],
        },
      ],
    ]);
    const read = alarmsOf(new Snapshot('somewhere', files), HOME, ['top', 'gone']);
    expect(read.map(({ name }) => name)).toEqual(['errors', 'muting', 'top', 'middle']);
  });

  it('are refused together', () => {
    const files = new Map([
      [FILE, { MetricAlarms: [{ ...plain, Period: 7 }], CompositeAlarms: [composite('all', 'WHAT')] }],
    ]);
    expect(() => alarmsOf(new Snapshot('somewhere', files), HOME, ['errors', 'all'])).toThrow(
      /\/MetricAlarms\/0\/Period: .*\n {2}\/CompositeAlarms\/0\/AlarmRule: /,
    );
  });
});
