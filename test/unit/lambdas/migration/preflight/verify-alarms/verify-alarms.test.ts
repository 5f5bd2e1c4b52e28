import type { AlarmMetric, MetricAlarm } from '../../../../../../lambdas/migration/domain/alarm.ts';
import { verifyAlarms } from '../../../../../../lambdas/migration/preflight/verify-alarms/verify-alarms.ts';
import { anAlarm } from '../../../../../support/migration/evidence.ts';
import {
  brief,
  clock,
  ERRORS,
  LATENCY,
  metric,
  observed,
  settingsOf,
  verify,
  WatchedAlarms,
} from './some-alarms.ts';

describe('VerifyAlarms', () => {
  it('passes an alarm that is OK, not muted, and sees data; it says how fast it fires', async () => {
    const { findings, watched } = await observed({});
    expect(findings).toEqual([
      {
        check: 'VerifyAlarms',
        subject: 'cluster-5xx',
        level: 'pass',
        code: 'alarm-ready',
        seen: 'It has been OK since 2027-02-01T00:00:00Z, its actions are enabled, and it fires within about 2 min (1 datapoint of 60 s, then evaluated).',
        why: expect.any(String),
        toDo: '',
      },
    ]);
    expect(watched.asked[0]).toEqual({
      metric: ERRORS.metricName,
      from: '2027-03-01T11:45:00Z',
      until: '2027-03-01T12:00:00Z',
    });
  });

  it.each<[string, Partial<MetricAlarm>, string]>([
    ['fires', { state: 'ALARM' }, 'fail alarm-firing'],
    ['has no data', { state: 'INSUFFICIENT_DATA' }, 'fail alarm-insufficient-data'],
    ['is muted', { actionsEnabled: false }, 'fail alarm-actions-disabled'],
    [
      'is another Region’s',
      { arn: 'arn:aws:cloudwatch:eu-west-1:1:alarm:cluster-5xx' },
      'fail alarm-elsewhere',
    ],
    ['is broken', { evaluationState: 'EVALUATION_ERROR' }, 'fail alarm-not-evaluated'],
    ['is not evaluated', { evaluationState: 'EVALUATION_FAILURE' }, 'fail alarm-not-evaluated'],
    ['sees a part', { evaluationState: 'PARTIAL_DATA' }, 'warn alarm-not-evaluated'],
    ['is slow', { periodSeconds: 300 }, 'warn alarm-slow'],
    ['needs many datapoints', { datapointsToAlarm: 5 }, 'warn alarm-slow'],
    ['forgets errors', { treatMissingData: 'missing' }, 'warn alarm-missing-data'],
  ])('finds an alarm that %s', async (_what, overrides, expected) => {
    const { findings } = await observed(overrides);
    expect(brief(findings)).toEqual([expected]);
    expect(findings[0]?.toDo).not.toBe('');
  });

  it('reports all that is wrong with one alarm', async () => {
    const { findings } = await observed({ state: 'ALARM', actionsEnabled: false, periodSeconds: 3600 });
    expect(brief(findings)).toEqual(['fail alarm-firing', 'fail alarm-actions-disabled', 'warn alarm-slow']);
  });

  it('finds one that does not exist', async () => {
    expect(brief((await verify({ alarms: [] })).findings)).toEqual(['fail alarm-missing']);
  });

  it('lets INSUFFICIENT_DATA be a warning where that is configured, and ALARM never', async () => {
    const settings = { allowInsufficientData: true };
    const withState = async (state: MetricAlarm['state']) =>
      brief((await verify({ settings, alarms: [anAlarm({ state })] })).findings);
    expect(await withState('INSUFFICIENT_DATA')).toEqual(['warn alarm-insufficient-data']);
    expect(await withState('ALARM')).toEqual(['fail alarm-firing']);
  });

  it('fails what could not be read, and still judges the others', async () => {
    const watched = new WatchedAlarms();
    watched.alarms.push(anAlarm(), anAlarm({ name: 'other', arn: 'arn:other', metrics: [ERRORS] }));
    watched.withData.add(ERRORS.metricName);
    watched.unreadable.set('cluster-5xx', 'StateValue is FINE');
    const allowInsufficientData = false;
    const settings = [
      { name: 'cluster-5xx', arn: 'arn:1', allowInsufficientData },
      { name: 'other', arn: 'arn:other', allowInsufficientData },
    ];
    const { findings } = await verifyAlarms(settingsOf(settings), {
      alarms: watched,
      checks: undefined,
      clock,
    });
    expect(brief(findings)).toEqual(['fail alarm-unreadable', 'pass alarm-ready']);
    expect(findings[0]?.seen).toContain('StateValue is FINE');
  });

  it('asks once for data that several alarms read, over the same time', async () => {
    const watched = new WatchedAlarms();
    const periods = { one: 60, two: 60, slow: 3600 };
    const settings = Object.entries(periods).map(([name, periodSeconds]) => {
      watched.alarms.push(anAlarm({ name, arn: `arn:${name}`, metrics: [ERRORS], periodSeconds }));
      return { name, arn: `arn:${name}`, allowInsufficientData: false };
    });
    watched.withData.add('RequestCount');
    const { findings } = await verifyAlarms(settingsOf(settings), {
      alarms: watched,
      checks: undefined,
      clock,
    });
    expect(brief(findings)).toEqual(['pass alarm-ready', 'pass alarm-ready', 'warn alarm-slow']);
    expect(watched.asked.map(({ metric }) => metric).sort()).toEqual([
      ERRORS.metricName,
      ERRORS.metricName,
      'RequestCount',
      'RequestCount',
    ]);
  });

  it('fails every alarm when none can be read', async () => {
    const { findings } = await verify({
      prepare: (watched) => watched.failures.set('describe', new Error('AccessDenied')),
    });
    expect(brief(findings)).toEqual(['fail alarm-unreadable']);
    expect(findings[0]?.seen).toContain('AccessDenied');
  });
});

describe('An alarm that is OK without data', () => {
  it.each<[string, Partial<MetricAlarm>]>([
    ['keeps an old state', { treatMissingData: 'ignore', metrics: [LATENCY] }],
    ['should have lost its state', { treatMissingData: 'missing', metrics: [LATENCY] }],
    ['should fire', { treatMissingData: 'breaching', metrics: [metric('HealthyHostCount')] }],
  ])('%s: that fails', async (_what, overrides) => {
    const { findings } = await verify({ alarms: [anAlarm(overrides)] });
    expect(brief(findings)).toEqual(['fail alarm-stale']);
    expect(findings[0]?.seen).toContain('2027-02-01T00:00:00Z');
  });

  it('warns where silence counts as good', async () => {
    const { findings } = await verify({ alarms: [anAlarm({ metrics: [ERRORS] })] });
    expect(brief(findings)).toEqual(['warn alarm-silent']);
    expect(findings[0]?.toDo).toContain('LoadBalancer=app/k8s-ingress/1');
  });

  it('passes where errors are silent on a load balancer that serves requests', async () => {
    const { findings, watched } = await verify({
      alarms: [anAlarm({ metrics: [ERRORS] })],
      data: ['RequestCount'],
    });
    expect(brief(findings)).toEqual(['pass alarm-ready']);
    expect(watched.asked.map((each) => each.metric)).toEqual([ERRORS.metricName, 'RequestCount']);
  });

  it('is not excused by requests when what is silent is always reported', async () => {
    const { findings } = await verify({
      alarms: [anAlarm({ metrics: [LATENCY] })],
      data: ['RequestCount'],
    });
    expect(brief(findings)).toEqual(['warn alarm-silent']);
  });

  it('fails when its data cannot be read', async () => {
    const { findings } = await verify({
      alarms: [anAlarm({ metrics: [ERRORS] })],
      prepare: (watched) => {
        watched.dataFailure = new Error('AccessDenied');
      },
    });
    expect(brief(findings)).toEqual(['fail alarm-data-unreadable']);
    expect(findings[0]?.seen).toContain('AccessDenied');
  });

  it('is looked at over as many periods as it evaluates, and a few more', async () => {
    const alarm = anAlarm({
      metrics: [LATENCY],
      periodSeconds: 600,
      evaluationPeriods: 3,
      datapointsToAlarm: 1,
    });
    const { watched } = await verify({ alarms: [alarm], data: [LATENCY.metricName] });
    expect(watched.asked[0]?.from).toBe('2027-03-01T11:00:00Z');
  });

  it.each(['INSIGHT_RULE_METRIC', 'DB_PERF_INSIGHTS', 'LAMBDA'] as const)(
    'that reads %s, which needs rights of its own, is trusted only when it was updated lately',
    async (kind) => {
      const query = { kind, expression: `${kind}('x')`, periodSeconds: 60, account: '' };
      const asked = async (stateUpdatedAt: string) =>
        (await verify({ alarms: [anAlarm({ queries: [query], stateUpdatedAt })] })).findings;
      expect(brief(await asked('2027-03-01T11:50:00Z'))).toEqual(['pass alarm-ready']);
      const old = await asked('2027-03-01T11:40:00Z');
      expect(brief(old)).toEqual(['warn alarm-data-not-asked']);
      expect(old[0]?.seen).toContain(kind);
    },
  );

  it.each<[string, Partial<MetricAlarm>, string[], string]>([
    ['has data', {}, ['SELECT 1'], 'pass alarm-ready'],
    ['has none, and silence counts as good', {}, [], 'warn alarm-silent'],
    ['has none', { treatMissingData: 'missing' }, [], 'fail alarm-stale'],
    ['has data in that account', {}, ['SELECT 1 of 2'], 'warn alarm-silent'],
  ])('is read by its query of Metrics Insights, which %s', async (_what, overrides, data, expected) => {
    const query = {
      kind: 'Metrics Insights',
      expression: 'SELECT 1',
      periodSeconds: 60,
      account: '',
    } as const;
    const { findings } = await verify({ alarms: [anAlarm({ queries: [query], ...overrides })], data });
    expect(brief(findings)).toEqual([expected]);
  });
});

describe('Advice on missing data', () => {
  it.each<[AlarmMetric, MetricAlarm['treatMissingData'], boolean]>([
    [metric('HTTPCode_ELB_5XX_Count'), 'missing', true],
    [metric('HTTPCode_ELB_5XX_Count'), 'notBreaching', false],
    [metric('HTTPCode_Backend_5XX', 'AWS/ELB'), 'ignore', true],
    [metric('TCP_Target_Reset_Count', 'AWS/NetworkELB'), 'missing', true],
    [metric('HealthyHostCount'), 'notBreaching', true],
    [metric('HealthyHostCount'), 'breaching', false],
    [metric('TargetResponseTime'), 'missing', false],
    [metric('HTTPCode_Target_5XX_Count', 'Custom'), 'missing', false],
  ])('on %o treated as %s is given: %s', async (read, treatMissingData, advised) => {
    const { findings } = await verify({
      alarms: [anAlarm({ metrics: [read], treatMissingData })],
      data: [read.metricName],
    });
    expect(brief(findings).includes('warn alarm-missing-data')).toBe(advised);
  });

  it('is not given for metric math, where both may be right', async () => {
    const alarm = anAlarm({ metrics: [ERRORS, metric('RequestCount')], treatMissingData: 'missing' });
    const { findings } = await verify({ alarms: [alarm], data: ['RequestCount'] });
    expect(brief(findings)).toEqual(['pass alarm-ready']);
  });
});
