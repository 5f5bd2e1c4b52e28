import { alarmsOf } from '../../../../../rehearsal/scenes/migration/alarms.ts';
import { HOME } from '../../../../../rehearsal/shop/account.ts';
import type { JsonObject } from '../../../../../rehearsal/snapshot/json.ts';
import { Snapshot } from '../../../../../rehearsal/snapshot/snapshot.ts';

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
  alarmsOf(new Snapshot('somewhere', new Map([[FILE, { MetricAlarms }]])), HOME);

describe('the alarms of a snapshot', () => {
  it('are as somebody made them, with what CloudWatch leaves out', () => {
    expect(alarmsIn(plain)).toEqual([
      {
        name: 'errors',
        arn: plain.AlarmArn,
        description: '',
        metric: {
          namespace: 'AWS/ApplicationELB',
          metricName: 'HTTPCode_Target_5XX_Count',
          dimensions: { LoadBalancer: 'app/x/1' },
        },
        statistic: 'Sum',
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
      { description: 'too many', unit: 'Count', datapointsToAlarm: 2, treatMissingData: 'ignore' },
    ]);
  });

  it('may be none, where the file says so and where there is no file', () => {
    expect(alarmsIn()).toEqual([]);
    expect(alarmsOf(new Snapshot('somewhere', new Map()), HOME)).toEqual([]);
  });

  const { MetricName: _name, Namespace: _space, ...noMetric } = plain;
  const { Statistic: _statistic, ...noStatistic } = plain;
  const { Threshold: _threshold, ...noThreshold } = plain;
  it.each<[string, JsonObject, string]>([
    ['metric math', { ...noMetric, Metrics: [] }, 'an alarm on several metrics or on queries'],
    ['a percentile', { ...noStatistic, ExtendedStatistic: 'p99' }, 'the statistic p99'],
    ['a short period', { ...plain, Period: 10 }, 'a period of 10 s'],
    ['an anomaly detector', { ...noThreshold, ThresholdMetricId: 'ad1' }, 'an alarm without a threshold'],
    ['an unknown treatment', { ...plain, TreatMissingData: 'hide' }, 'hide'],
  ])('are refused for %s, which the world has not', (_, alarm, what) => {
    expect(() => alarmsIn(plain, alarm)).toThrow(`/MetricAlarms/1`);
    expect(() => alarmsIn(plain, alarm)).toThrow(`the rehearsed CloudWatch can't evaluate ${what} (`);
  });

  it('are refused together, composite ones too', () => {
    const files = new Map([
      [FILE, { MetricAlarms: [{ ...plain, Period: 10 }], CompositeAlarms: [{ AlarmName: 'all' }] }],
    ]);
    expect(() => alarmsOf(new Snapshot('somewhere', files), HOME)).toThrow(
      /\/MetricAlarms\/0\/Period: .*\n {2}\/CompositeAlarms\/0: .* a composite alarm/,
    );
  });
});
