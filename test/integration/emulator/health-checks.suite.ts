import { aws } from './shared-emulator.ts';

const alarm = {
  Type: 'AWS::CloudWatch::Alarm',
  Properties: {
    AlarmName: 'owed',
    Namespace: 'KopsCutover',
    MetricName: 'RollbackOwed',
    Dimensions: [{ Name: 'Migration', Value: 'shop' }],
    Statistic: 'Maximum',
    Period: 60,
    EvaluationPeriods: 1,
    Threshold: 1,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
  },
};
const onAlarm = (Name: unknown) => ({
  Type: 'AWS::Route53::HealthCheck',
  Properties: {
    HealthCheckConfig: {
      Type: 'CLOUDWATCH_METRIC',
      AlarmIdentifier: { Name, Region: 'eu-west-1' },
      InsufficientDataHealthStatus: 'LastKnownStatus',
    },
  },
});
const all = (...children: readonly string[]) => ({
  Type: 'AWS::Route53::HealthCheck',
  Properties: {
    HealthCheckConfig: {
      Type: 'CALCULATED',
      HealthThreshold: String(children.length),
      ChildHealthChecks: children.map((child) => ({ Ref: child })),
    },
  },
});
const outputs = {
  All: { Value: { Ref: 'All' } },
  Owed: { Value: { 'Fn::GetAtt': ['Owed', 'HealthCheckId'] } },
};

describe('Q40: a health check of a template', () => {
  it('is made with its alarm as a template has it, and goes with its stack', async () => {
    const resources = { Alarm: alarm, Owed: onAlarm({ Ref: 'Alarm' }), All: all('Owed') };
    const made = await aws.deploy('health-checks', resources, outputs);
    expect(made.All).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    const { AlarmName: _, ...copied } = alarm.Properties;
    expect(await aws.emulator.healthChecks()).toEqual([
      {
        id: made.Owed,
        config: onAlarm('owed').Properties.HealthCheckConfig,
        alarm: expect.objectContaining(copied),
      },
      {
        id: made.All,
        config: { Type: 'CALCULATED', HealthThreshold: 1, ChildHealthChecks: [made.Owed] },
        alarm: null,
      },
    ]);
    await aws.remove('health-checks');
    expect(await aws.emulator.healthChecks()).toEqual([]);
  });

  it('comes after its children, also after one that was made later', async () => {
    const Owed = onAlarm('of-the-account');
    await aws.deploy('health-checks-grow', { Owed, All: all('Owed') });
    const refs = { All: { Value: { Ref: 'All' } }, Late: { Value: { Ref: 'Late' } } };
    const { All, Late } = await aws.change(
      'health-checks-grow',
      { Owed, Late: onAlarm('another'), All: all('Owed', 'Late') },
      refs,
    );
    const ids = (await aws.emulator.healthChecks()).map(({ id }) => id);
    expect(ids).toHaveLength(3);
    expect(ids.indexOf(All ?? '')).toBeGreaterThan(ids.indexOf(Late ?? ''));
    await aws.remove('health-checks-grow');
  });

  it('has no copy of an alarm that no template has', async () => {
    await aws.deploy('health-check-elsewhere', { Owed: onAlarm('of-the-account') });
    expect(await aws.emulator.healthChecks()).toMatchObject([{ alarm: null }]);
    await aws.remove('health-check-elsewhere');
  });
});
