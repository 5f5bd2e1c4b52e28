import { aws } from './shared-emulator.ts';

const METRIC = { Namespace: 'AWS/States', MetricName: 'ExecutionsFailed' };

const alarmOf = (reads: object) => ({
  Type: 'AWS::CloudWatch::Alarm',
  Properties: { Threshold: 1, ComparisonOperator: 'GreaterThanThreshold', EvaluationPeriods: 1, ...reads },
});

describe('Q10: an alarm of a template', () => {
  it.each<[string, object]>([
    ['one metric', { ...METRIC, Period: 60, Statistic: 'Sum' }],
    [
      'an expression',
      {
        Metrics: [
          { Id: 'e', Expression: 'm * 2' },
          { Id: 'm', ReturnData: false, MetricStat: { Metric: METRIC, Period: 60, Stat: 'Sum' } },
        ],
      },
    ],
  ])('is made on %s, and goes with its stack', async (what, reads) => {
    const stack = `alarm-on-${what.replace(' ', '-')}`;
    const outputs = { Arn: { Value: { 'Fn::GetAtt': ['Alarm', 'Arn'] } } };
    const { Arn } = await aws.deploy(stack, { Alarm: alarmOf(reads) }, outputs);
    expect(Arn).toMatch(/^arn:aws:cloudwatch:eu-west-1:123456789012:alarm:.+/);
    await aws.remove(stack);
  });
});
