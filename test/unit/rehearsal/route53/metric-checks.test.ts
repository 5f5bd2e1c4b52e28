import { type AlarmToCopy, copyOf, type HealthCheckConfig } from '../../../../rehearsal/route53/index.ts';
import { engineWith, member, ZONE } from './records.ts';

const ALARM = { Name: 'cluster-5xx', Region: 'us-west-1' };
const DESCRIBED: AlarmToCopy = {
  EvaluationPeriods: 2,
  Threshold: 25,
  ComparisonOperator: 'GreaterThanThreshold',
  Period: 60,
  MetricName: 'HTTPCode_Target_5XX_Count',
  Namespace: 'AWS/ApplicationELB',
  Statistic: 'Sum',
  Dimensions: [{ Name: 'LoadBalancer', Value: 'app/k8s/1' }],
};

type Points = readonly (number | undefined)[];

function world(config: HealthCheckConfig = {}, alarm: AlarmToCopy | undefined = DESCRIBED) {
  let described = alarm;
  const { engine, clock } = engineWith(
    [member('legacy', 50, '192.0.2.1'), member('cluster', 50, '192.0.2.2', { HealthCheckId: 'metric' })],
    { alarmOf: ({ Name }) => (Name === ALARM.Name ? described : undefined) },
    (checks) =>
      checks.add(
        'metric',
        { Type: 'CLOUDWATCH_METRIC', AlarmIdentifier: ALARM, ...config },
        described && copyOf(ALARM, described),
      ),
  );
  const { healthChecks } = engine;
  return {
    engine,
    healthChecks,
    clock,
    judge: (points: Points, at = clock.ms) => healthChecks.judgeMetrics(at, () => points),
    edit: (settings: AlarmToCopy) => {
      described = { ...DESCRIBED, ...settings };
    },
    answering: () =>
      engine.shares(engine.served(ZONE), 'www.example.com', 'A').map(({ record }) => record.SetIdentifier),
  };
}

describe('R79 a check on an alarm', () => {
  const made = (alarm: AlarmToCopy | undefined, name = ALARM.Name) => {
    const { engine } = engineWith([], { alarmOf: ({ Name }) => (Name === ALARM.Name ? alarm : undefined) });
    return engine.healthChecks.create({
      CallerReference: 'r',
      HealthCheckConfig: { Type: 'CLOUDWATCH_METRIC', AlarmIdentifier: { ...ALARM, Name: name } },
    });
  };

  it.each<[string, AlarmToCopy, string]>([
    ['a composite alarm', { AlarmRule: 'ALARM(a)' }, 'is a composite alarm'],
    ['metric math', { ...DESCRIBED, Metrics: [{}] }, 'is based on metric math'],
    ['a percentile', { ...DESCRIBED, Statistic: undefined }, 'has an extended statistic, or none'],
    ['a high resolution', { ...DESCRIBED, Period: 10 }, 'has a high-resolution period'],
    ['a band', { ...DESCRIBED, Threshold: undefined }, 'has no fixed threshold'],
  ])('is refused for %s', (_what, alarm, words) => {
    expect(() => made(alarm)).toThrow(
      expect.objectContaining({ name: 'InvalidInput', message: expect.stringContaining(words) }),
    );
  });

  it('is refused for an alarm that is not there, and without one', () => {
    expect(() => made(DESCRIBED, 'other')).toThrow('The CloudWatch alarm other in us-west-1 does not exist');
    const { healthChecks } = engineWith([]).engine;
    expect(() =>
      healthChecks.create({ CallerReference: 'r', HealthCheckConfig: { Type: 'CLOUDWATCH_METRIC' } }),
    ).toThrow(expect.objectContaining({ name: 'InvalidInput' }));
  });

  it.each(['Average', 'Minimum', 'Maximum', 'Sum', 'SampleCount'])('is made for %s', (Statistic) => {
    expect(made({ ...DESCRIBED, Statistic }).CloudWatchAlarmConfiguration).toEqual({
      ...DESCRIBED,
      Statistic,
    });
  });

  it('R65 has at most 255 children where it is calculated', () => {
    const { healthChecks } = engineWith([]).engine;
    const children = Array.from({ length: 256 }, (_, i) => `h${i}`);
    for (const id of children) healthChecks.add(id);
    const create = (ChildHealthChecks: readonly string[]) =>
      healthChecks.create({
        CallerReference: `r${ChildHealthChecks.length}`,
        HealthCheckConfig: {
          Type: 'CALCULATED',
          HealthThreshold: ChildHealthChecks.length,
          ChildHealthChecks,
        },
      });
    expect(() => create(children)).toThrow('at most 255 health checks');
    expect(create(children.slice(1)).Id).toBeDefined();
  });
});

describe('R80 the copy', () => {
  it('stays as it is when the alarm is edited', () => {
    const { healthChecks, judge, edit } = world();
    edit({ Threshold: 1000 });
    judge([26, 26]);
    expect(healthChecks.isHealthy('metric')).toBe(false);
    expect(healthChecks.get('metric').CloudWatchAlarmConfiguration?.Threshold).toBe(25);
  });
});

describe('R85 an update', () => {
  const all = { Type: 'CALCULATED', HealthThreshold: 2, ChildHealthChecks: ['metric', 'h1'] };

  it('changes what it gives, and the copy only with an alarm', () => {
    const { healthChecks, edit } = world({ InsufficientDataHealthStatus: 'Healthy' });
    edit({ Threshold: 1000 });
    const kept = healthChecks.update('metric', { Disabled: true, HealthCheckVersion: 1 });
    expect(kept).toMatchObject({
      HealthCheckVersion: 2,
      HealthCheckConfig: { AlarmIdentifier: ALARM, Disabled: true, InsufficientDataHealthStatus: 'Healthy' },
      CloudWatchAlarmConfiguration: { Threshold: 25 },
    });
    const copied = healthChecks.update('metric', { AlarmIdentifier: ALARM });
    expect(copied.CloudWatchAlarmConfiguration?.Threshold).toBe(1000);
    edit({ Statistic: undefined });
    expect(() => healthChecks.update('metric', { AlarmIdentifier: ALARM })).toThrow('extended statistic');
    expect(healthChecks.get('metric')).toEqual(copied);
  });

  it('shows in DNS at once', () => {
    const { healthChecks, answering } = world();
    healthChecks.update('metric', { Inverted: true });
    expect(answering()).toEqual(['legacy']);
  });

  it('is refused for another version, a setting of another type, and what no check can have', () => {
    const { healthChecks } = world();
    healthChecks.add('h1');
    healthChecks.add('all', all);
    expect(() => healthChecks.update('all', { HealthCheckVersion: 2 })).toThrow(
      expect.objectContaining({ name: 'HealthCheckVersionMismatch', status: 409 }),
    );
    expect(() => healthChecks.update('none', {})).toThrow('No health check exists with the ID: none');
    for (const [id, changed] of [
      ['all', { InsufficientDataHealthStatus: 'Healthy' }],
      ['metric', { HealthThreshold: 1 }],
      ['metric', { InsufficientDataHealthStatus: 'Ill' }],
      ['all', { ChildHealthChecks: ['h2'] }],
    ] as const)
      expect(() => healthChecks.update(id, changed)).toThrow(
        expect.objectContaining({ name: 'InvalidInput' }),
      );
    healthChecks.delete('h1');
    expect(healthChecks.update('all', { HealthThreshold: 1 }).HealthCheckConfig.HealthThreshold).toBe(1);
  });
});

describe('R81 the status', () => {
  it.each<[string, Points, boolean]>([
    ['all are breaching', [26, 26], false],
    ['one is not', [26, 25], true],
    ['none is', [0, 0], true],
    ['one is missing, and the other is breaching', [undefined, 26], true],
    ['one is missing, and the other is not', [25, undefined], true],
    ['none is there', [undefined, undefined], true],
  ])('when %s', (_what, points, healthy) => {
    const { healthChecks, judge } = world({ InsufficientDataHealthStatus: 'Healthy' });
    judge(points);
    expect(healthChecks.isHealthy('metric')).toBe(healthy);
  });

  it.each([
    ['GreaterThanThreshold', 25, true],
    ['GreaterThanOrEqualToThreshold', 25, false],
    ['LessThanThreshold', 25, true],
    ['LessThanOrEqualToThreshold', 25, false],
  ])('by %s', (ComparisonOperator, value, healthy) => {
    const { healthChecks, judge } = world({}, { ...DESCRIBED, ComparisonOperator });
    judge([value, value]);
    expect(healthChecks.isHealthy('metric')).toBe(healthy);
  });

  it('counts the other way round where it is inverted, and not where it is disabled', () => {
    const inverted = world({ Inverted: true });
    inverted.judge([26, 26]);
    expect(inverted.healthChecks.isHealthy('metric')).toBe(true);
    const disabled = world({ Disabled: true });
    disabled.judge([26, 26]);
    expect(disabled.healthChecks.isHealthy('metric')).toBe(true);
  });
});

describe('R82 without enough data', () => {
  it.each([
    ['Healthy', true],
    ['Unhealthy', false],
    ['LastKnownStatus', false],
    [undefined, false],
  ])('%s', (InsufficientDataHealthStatus, healthy) => {
    const { healthChecks, judge } = world({ InsufficientDataHealthStatus });
    judge([26, 26]);
    judge([undefined, undefined]);
    expect(healthChecks.isHealthy('metric')).toBe(healthy);
  });

  it('is healthy by the last status of a check that never had data', () => {
    const { healthChecks, judge } = world({ InsufficientDataHealthStatus: 'LastKnownStatus' });
    judge([undefined, 26]);
    expect(healthChecks.isHealthy('metric')).toBe(true);
  });

  it('keeps no status but those that there are', () => {
    expect(() => world({ InsufficientDataHealthStatus: 'Ill' })).toThrow(
      expect.objectContaining({ name: 'InvalidInput' }),
    );
  });
});

describe('R83 when it changes', () => {
  it('is the moment of its judgement: DNS answers by it from then on', () => {
    const { healthChecks, judge, answering } = world();
    const heard: number[] = [];
    healthChecks.onChange((at) => heard.push(at));
    judge([26, 26], 90_000);
    judge([26, 26], 150_000);
    expect(answering()).toEqual(['legacy']);
    judge([0, 0], 210_000);
    expect(heard).toEqual([90_000, 210_000]);
    expect(answering()).toEqual(['cluster', 'legacy']);
  });

  it('goes back with the world, and says so only where something changed', () => {
    const { healthChecks, judge } = world({ InsufficientDataHealthStatus: 'LastKnownStatus' });
    const before = healthChecks.snapshot();
    const heard: number[] = [];
    healthChecks.onChange((at) => heard.push(at));
    judge([26, 26], 90_000);
    healthChecks.restore(before, 60_000);
    healthChecks.restore(before, 60_000);
    expect(heard).toEqual([90_000, 60_000]);
    judge([undefined, undefined], 90_000);
    expect(healthChecks.isHealthy('metric')).toBe(true);
  });
});
