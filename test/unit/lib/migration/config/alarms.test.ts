import { App, Duration, Lazy, Stack } from 'aws-cdk-lib';
import { Alarm, AlarmRule, CompositeAlarm, MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { ENVIRONMENT, problemsOf, resolve, smallest, warningsOf, withValue } from './configurations.ts';
import { itRefuses } from './refusals.ts';

const ALARM = ['alarms', 0];
const arn = (region: string, account: string, name = 'errors') =>
  `arn:aws:cloudwatch:${region}:${account}:alarm:${name}`;
const withAlarm = (alarm: unknown) => withValue(smallest(), ALARM, alarm);

function stackIn(env: { account?: string; region?: string }): Stack {
  return new Stack(new App(), 'Alarms', { env });
}

function alarmIn(stack: Stack, alarmName?: string): Alarm {
  const metric = new Metric({ namespace: 'Shop', metricName: 'Errors' });
  return new Alarm(stack, 'Errors', {
    metric,
    threshold: 1,
    evaluationPeriods: 1,
    ...(alarmName && { alarmName }),
  });
}

describe('alarms', () => {
  itRefuses([
    {
      wrong: 'no alarm',
      put: ['alarms'],
      value: [],
      shows: 'empty',
      expects: '1 to 100',
      advises: "alarms: ['cluster-5xx']",
    },
    {
      wrong: 'alarms left out',
      put: ['alarms'],
      value: undefined,
      expects: 'a list',
      advises: "alarms: ['cluster-5xx']",
    },
    {
      wrong: 'an alarm of another region',
      put: ALARM,
      value: arn('us-east-1', '111122223333'),
      expects: 'us-west-1',
      advises: 'deploy the stack in us-east-1',
    },
    {
      wrong: 'an alarm of another account',
      put: ALARM,
      value: arn('us-west-1', '444455556666'),
      expects: '111122223333',
      advises: 'an alarm of 111122223333',
    },
    {
      wrong: 'an alarm twice',
      put: ALARM,
      value: 'latency',
      expects: 'each alarm once',
      at: 'alarms[1]',
      shows: 'latency',
      advises: 'alarms[0]',
    },
    {
      wrong: 'an alarm twice, by name and by ARN',
      put: ALARM,
      value: arn('us-west-1', '111122223333', 'latency'),
      at: 'alarms[1]',
      shows: 'latency',
      expects: 'once',
      advises: 'alarms[0]',
    },
    {
      wrong: 'the ARN of something else',
      put: ALARM,
      value: 'arn:aws:sns:us-west-1:111122223333:errors',
      expects: 'the ARN of an alarm',
      advises: 'its name',
    },
    {
      wrong: 'an ARN without a region',
      put: ALARM,
      value: 'arn:aws:cloudwatch::111122223333:alarm:x',
      expects: 'the ARN of an alarm',
      advises: 'its name',
    },
    {
      wrong: 'an ARN without a name',
      put: ALARM,
      value: 'arn:aws:cloudwatch:us-west-1:111122223333:alarm:',
      expects: 'the ARN of an alarm',
      advises: 'its name',
    },
    {
      wrong: 'a name that is too long',
      put: ALARM,
      value: 'x'.repeat(256),
      expects: '255',
      advises: 'CloudWatch',
    },
    {
      wrong: 'a name with a line break',
      put: ALARM,
      value: 'errors\nlatency',
      shows: 'errors\\nlatency',
      expects: 'control character',
      advises: 'CloudWatch',
    },
    { wrong: 'an empty name', put: ALARM, value: '', expects: "an alarm's name", advises: 'cluster-5xx' },
    { wrong: 'null', put: ALARM, value: null, expects: 'an alarm', advises: 'its name' },
    { wrong: 'a number', put: ALARM, value: 5, expects: "an alarm's name", advises: 'cluster-5xx' },
    {
      wrong: 'a flag that is none',
      put: ['alarms', 1, 'allowInsufficientData'],
      value: 1,
      expects: 'true or false',
      advises: 'false',
    },
    {
      wrong: 'an alarm under another key',
      put: ALARM,
      value: { name: 'errors' },
      at: 'alarms[0].name',
      shows: 'errors',
      expects: 'a key of an alarm',
      advises: '`alarm`',
    },
    {
      wrong: 'settings without the alarm',
      put: ['alarms', 1, 'alarm'],
      value: undefined,
      expects: "an alarm's name",
      advises: 'cluster-5xx',
    },
  ]);

  it('completes a name to the ARN in the stack', () => {
    expect(resolve(smallest()).settings.alarms).toEqual([
      { name: 'errors', arn: arn('us-west-1', '111122223333'), allowInsufficientData: false },
    ]);
    const inChina = resolve(
      withValue(smallest(), ['target', 'loadBalancer'], 'x-1.cn-north-1.elb.amazonaws.com.cn'),
      { account: '111122223333', region: 'cn-north-1' },
    );
    expect(inChina.settings.alarms[0]?.arn).toBe(
      'arn:aws-cn:cloudwatch:cn-north-1:111122223333:alarm:errors',
    );
  });

  it('finds the name in an ARN', () => {
    const config = withAlarm({ alarm: arn('us-west-1', '111122223333', 'a:b'), allowInsufficientData: true });
    expect(resolve(config).settings.alarms).toEqual([
      { name: 'a:b', arn: arn('us-west-1', '111122223333', 'a:b'), allowInsufficientData: true },
    ]);
  });

  it('takes alarms and composite alarms of CDK', () => {
    const stack = stackIn(ENVIRONMENT);
    const alarm = alarmIn(stack);
    const composite = new CompositeAlarm(stack, 'Any', {
      alarmRule: AlarmRule.fromAlarm(alarm, 'ALARM' as never),
    });
    const imported = Alarm.fromAlarmArn(stack, 'Imported', arn('us-west-1', '111122223333', 'imported'));
    const { alarms } = resolve(
      withValue(smallest(), ['alarms'], [alarm, composite, { alarm: imported }]),
    ).settings;
    expect(alarms.map(({ name }) => name)).toEqual([alarm.alarmName, composite.alarmName, 'imported']);
    expect(alarms.map((each) => each.arn)).toEqual([alarm.alarmArn, composite.alarmArn, imported.alarmArn]);
  });

  it.each([
    [{ account: '111122223333', region: 'us-east-1' }, 'us-west-1'],
    [{ account: '444455556666', region: 'us-west-1' }, '111122223333'],
  ])('refuses an alarm of a stack in %j', (env, expected) => {
    const problems = problemsOf(withAlarm(alarmIn(stackIn(env), 'errors')));
    expect(problems).toMatchObject([
      { path: 'alarms[0]', value: "'Alarms/Errors'", expected: expect.stringContaining(expected) },
    ]);
  });

  it('refuses an imported alarm of another region', () => {
    const imported = Alarm.fromAlarmArn(stackIn(ENVIRONMENT), 'Imported', arn('us-east-1', '111122223333'));
    expect(problemsOf(withAlarm(imported))).toMatchObject([
      { path: 'alarms[0]', expected: expect.stringContaining('us-west-1') },
    ]);
  });

  it('does not compare what is known at deploy time only', () => {
    expect(problemsOf(withAlarm(alarmIn(stackIn({}))))).toEqual([]);
  });

  it('takes a token alone for an ARN, and a text with a token in it for what it begins as', () => {
    const stack = stackIn({});
    const whole = Lazy.string({ produce: () => arn('us-west-1', '111122223333') });
    const composed = arn(stack.region, stack.account);
    const name = `${stack.stackName}${stack.region}-errors`;
    const named = `errors-in-${stack.region}`;
    const [first, second, third, fourth] = [whole, composed, named, name].map(
      (alarm) => resolve(withAlarm(alarm)).settings.alarms[0],
    );
    expect(first?.arn).toBe(whole);
    expect(stack.resolve(first?.name)).toEqual({
      'Fn::Select': [1, { 'Fn::Split': [':alarm:', arn('us-west-1', '111122223333')] }],
    });
    expect(second).toMatchObject({ name: 'errors', arn: composed });
    expect(third).toMatchObject({ name: named, arn: arn('us-west-1', '111122223333', named) });
    expect(fourth).toMatchObject({ name, arn: arn('us-west-1', '111122223333', name) });
  });

  it('warns of one alarm alone, and when none has to have data', () => {
    expect(warningsOf(smallest())).toContain('single-alarm alarms');
    expect(warningsOf(withValue(smallest(), ['alarms', 1], 'latency')).join()).not.toContain('alarm');
    const blind = ['errors', 'latency'].map((alarm) => ({ alarm, allowInsufficientData: true }));
    expect(warningsOf(withValue(smallest(), ['alarms'], blind))).toContain('no-alarm-needs-data alarms');
  });

  describe('of the app itself', () => {
    const slow = (minutes: number, more: object = {}) =>
      new Alarm(stackIn({ account: '111122223333', region: 'us-west-1' }), 'Slow', {
        metric: new Metric({ namespace: 'Shop', metricName: 'Errors', period: Duration.minutes(minutes) }),
        threshold: 1,
        evaluationPeriods: 3,
        ...more,
      });
    const warnings = (alarm: unknown, soak = Duration.hours(1)) => {
      const steps = [
        { percent: 50, soak },
        { percent: 100, soak: Duration.days(1) },
      ];
      return warningsOf(withValue(withAlarm(alarm), ['steps'], steps)).filter((each) => /slower/.test(each));
    };

    it('are warned of if they need longer to fire than a soak lasts', () => {
      expect(warnings(slow(30))).toEqual(['alarm-slower-than-soak alarms']);
      expect(warnings({ alarm: slow(30) })).toEqual(['alarm-slower-than-soak alarms']);
      const metrics = { e: new Metric({ namespace: 'Shop', metricName: 'E', period: Duration.minutes(30) }) };
      const metric = new MathExpression({
        expression: 'e * 2',
        usingMetrics: metrics,
        period: Duration.minutes(30),
      });
      expect(warnings(slow(1, { metric }))).toEqual(['alarm-slower-than-soak alarms']);
    });

    it('are not if they fire within it, or if nothing is known of them', () => {
      expect(warnings(slow(19))).toEqual([]);
      expect(warnings(slow(30, { datapointsToAlarm: 1 }))).toEqual([]);
      expect(warnings(slow(30), Duration.hours(2))).toEqual([]);
      expect(warnings('slow')).toEqual([]);
    });
  });
});
