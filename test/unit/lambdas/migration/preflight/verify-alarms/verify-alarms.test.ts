import type { Finding } from '../../../../../../lambdas/migration/contract/findings.ts';
import type { AlarmSettings } from '../../../../../../lambdas/migration/contract/settings.ts';
import type {
  Alarm,
  AlarmMetric,
  AlarmQuery,
  CompositeAlarm,
  MetricAlarm,
} from '../../../../../../lambdas/migration/domain/alarm.ts';
import { samplesNeeded } from '../../../../../../lambdas/migration/preflight/verify-alarms/few-samples.ts';
import { verifyAlarms } from '../../../../../../lambdas/migration/preflight/verify-alarms/verify-alarms.ts';
import { MemoryAlarms } from '../../../../../fakes/migration/memory-alarms.ts';
import { aComposite, anAlarm } from '../../../../../support/migration/evidence.ts';

const NOW = Date.parse('2027-03-01T12:00:00Z');
const clock = { now: () => NOW };

/**
 * Alarms whose metrics have data or not, by metric name, or by name and unit (`Errors Count`): then only in that
 * unit. A query has data under its expression. The questions are kept.
 */
class WatchedAlarms extends MemoryAlarms {
  readonly withData = new Set<string>();
  readonly asked: { readonly metric: string; readonly from: string; readonly until: string }[] = [];
  dataFailure: Error | undefined;

  override async hasData(source: AlarmMetric | AlarmQuery, from = '', until = ''): Promise<boolean> {
    const name = 'expression' in source ? source.expression : source.metricName;
    const unit = 'unit' in source ? source.unit : '';
    const account = source.account === '' ? '' : ` of ${source.account}`;
    this.asked.push({ metric: `${name}${account}`, from, until });
    if (this.dataFailure) throw this.dataFailure;
    const units = [...this.withData].filter((each) => each.split(' ')[0] === name || each === name);
    return units.some((each) => each === `${name}${account}` || unit === '' || each === `${name} ${unit}`);
  }
}

const metric = (metricName: string, namespace = 'AWS/ApplicationELB'): AlarmMetric => ({
  namespace,
  metricName,
  dimensions: { LoadBalancer: 'app/k8s-ingress/1' },
  statistic: 'Sum',
  periodSeconds: 60,
  unit: '',
  account: '',
});
const ERRORS = metric('HTTPCode_Target_5XX_Count');
const LATENCY = metric('TargetResponseTime');

const composite = (overrides: Partial<CompositeAlarm> = {}) =>
  aComposite({ name: anAlarm().name, rule: 'ALARM("child")', ...overrides });

interface Script {
  readonly settings?: Partial<AlarmSettings>;
  readonly alarms?: readonly Alarm[];
  /** Names of metrics with data. */
  readonly data?: readonly string[];
  readonly prepare?: (alarms: WatchedAlarms) => void;
}

async function verify({ settings = {}, alarms = [anAlarm()], data = [], prepare }: Script) {
  const watched = new WatchedAlarms();
  watched.alarms.push(...alarms);
  for (const name of data) watched.withData.add(name);
  prepare?.(watched);
  const { name, arn } = anAlarm();
  const asked: AlarmSettings = { name, arn, allowInsufficientData: false, ...settings };
  const { check, findings } = await verifyAlarms([asked], watched, clock);
  expect(check).toBe('VerifyAlarms');
  return { findings, watched };
}

const brief = (findings: readonly Finding[]) => findings.map(({ level, code }) => `${level} ${code}`);
const observed = (overrides: Partial<MetricAlarm>) =>
  verify({ alarms: [anAlarm({ metrics: [ERRORS], ...overrides })], data: [ERRORS.metricName] });

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
    const { findings } = await verifyAlarms(settings, watched, clock);
    expect(brief(findings)).toEqual(['fail alarm-unreadable', 'pass alarm-ready']);
    expect(findings[0]?.seen).toContain('StateValue is FINE');
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

describe('The unit of an alarm', () => {
  const inUnit = (of: AlarmMetric, unit: string, data: readonly string[], more: Partial<MetricAlarm> = {}) =>
    verify({ alarms: [anAlarm({ metrics: [{ ...of, unit }], ...more })], data });

  it.each<[string, AlarmMetric, string, string[], string]>([
    ['the data have', LATENCY, 'Seconds', ['TargetResponseTime Seconds'], 'pass alarm-ready'],
    ['the data have not', LATENCY, 'Percent', ['TargetResponseTime Seconds'], 'fail alarm-unit'],
    ['nobody knows, because there are no data', LATENCY, 'Percent', [], 'warn alarm-silent'],
    [
      'the requests have, where there are no errors',
      ERRORS,
      'Count',
      ['RequestCount Count'],
      'pass alarm-ready',
    ],
    [
      'the requests have not, where there are no errors',
      ERRORS,
      'Percent',
      ['RequestCount Count'],
      'fail alarm-unit',
    ],
  ])('that %s', async (_what, of, unit, data, expected) => {
    expect(brief((await inUnit(of, unit, data)).findings)).toEqual([expected]);
  });

  it('is found wrong however missing data are treated, and in metric math', async () => {
    const data = ['TargetResponseTime Seconds', 'RequestCount Count'];
    const stale = await inUnit(LATENCY, 'Percent', data, { treatMissingData: 'ignore' });
    expect(brief(stale.findings)).toEqual(['fail alarm-unit']);
    const metrics = [metric('RequestCount'), { ...LATENCY, unit: 'Percent' }];
    const math = await verify({ alarms: [anAlarm({ metrics })], data });
    expect(brief(math.findings)).toEqual(['fail alarm-unit']);
    expect(math.findings[0]?.seen).toContain('TargetResponseTime');
    expect(math.findings[0]?.seen).not.toContain('RequestCount');
  });
});

describe('A metric of another account', () => {
  const elsewhere = { ...LATENCY, account: '444455556666' };

  it('is looked for there, and only there', async () => {
    const asked = (data: string) => verify({ alarms: [anAlarm({ metrics: [elsewhere] })], data: [data] });
    expect(brief((await asked('TargetResponseTime of 444455556666')).findings)).toEqual(['pass alarm-ready']);
  });

  it('that may not be read says which account has to allow it', async () => {
    const { findings } = await verify({
      alarms: [anAlarm({ metrics: [elsewhere] })],
      prepare: (watched) => {
        watched.dataFailure = new Error('Forbidden');
      },
    });
    expect(brief(findings)).toEqual(['fail alarm-data-unreadable']);
    expect(findings[0]?.toDo).toContain('444455556666');
  });
});

describe('Metric math', () => {
  it('of which a part is silent is doubted, unless that part counts errors of a load balancer with requests', async () => {
    const other = metric('QueueDepth', 'Shop');
    const { findings } = await verify({
      alarms: [anAlarm({ metrics: [LATENCY, other, ERRORS] })],
      data: ['TargetResponseTime', 'RequestCount'],
    });
    expect(brief(findings)).toEqual(['warn alarm-silent']);
    expect(findings[0]?.seen).toContain('Shop QueueDepth {LoadBalancer=app/k8s-ingress/1}');
    expect(findings[0]?.seen).not.toContain('HTTPCode');
  });

  it('is doubted where a dimension is missing, also for errors', async () => {
    const wrong = { ...ERRORS, metricName: 'HTTPCode_ELB_5XX_Count', dimensions: {} };
    const watched = await verify({
      alarms: [anAlarm({ metrics: [LATENCY, wrong] })],
      data: ['TargetResponseTime'],
    });
    expect(brief(watched.findings)).toEqual(['warn alarm-silent']);
  });
});

describe('Percentiles of few samples', () => {
  const p99 = { ...LATENCY, statistic: 'p99' };
  const withFew = async (overrides: Partial<MetricAlarm>) =>
    (await verify({ alarms: [anAlarm({ metrics: [p99], ...overrides })], data: [LATENCY.metricName] }))
      .findings;

  it('are doubted where the alarm ignores them', async () => {
    const findings = await withFew({ ignoresFewSamples: true });
    expect(brief(findings)).toEqual(['warn alarm-few-samples']);
    expect(findings[0]?.seen).toContain('until it has 1,000 samples of p99');
  });

  it.each<Partial<MetricAlarm>>([{}, { ignoresFewSamples: true, metrics: [LATENCY] }])(
    'are well otherwise: %j',
    async (overrides) => {
      expect(brief(await withFew(overrides))).toEqual(['pass alarm-ready']);
    },
  );

  it.each([
    [99, 1000],
    [90, 100],
    [50, 20],
    [10, 100],
    [99.9, 10_000],
  ])('p%d needs %d of them', (percentile, samples) => {
    expect(samplesNeeded(percentile)).toBe(samples);
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

describe('A composite alarm', () => {
  const child = (overrides: Partial<MetricAlarm> = {}) =>
    anAlarm({ name: 'child', metrics: [ERRORS], ...overrides });
  const around = (overrides: Partial<CompositeAlarm>, ...children: readonly Alarm[]) =>
    verify({ alarms: [composite(overrides), ...children], data: [ERRORS.metricName] });

  it('passes when what it rests on is in order, and is as slow as its slowest', async () => {
    const slow = child({ name: 'slow', datapointsToAlarm: 3 });
    const { findings } = await around({ rule: 'ALARM(child) OR ALARM("slow")' }, child(), slow);
    expect(brief(findings)).toEqual(['pass alarm-ready']);
    expect(findings[0]?.seen).toContain('about 4 min (the slowest alarm in its rule)');
  });

  it.each<[string, Partial<CompositeAlarm>, readonly Alarm[], string[]]>([
    ['is suppressed', { actionsSuppressedBy: 'deploying' }, [child()], ['fail alarm-actions-suppressed']],
    ['is muted', { actionsEnabled: false }, [child()], ['fail alarm-actions-disabled']],
    ['fires', { state: 'ALARM' }, [child({ state: 'ALARM' })], ['fail alarm-firing']],
    [
      'is OK because nothing is known',
      {},
      [child({ state: 'INSUFFICIENT_DATA' })],
      ['fail alarm-insufficient-data'],
    ],
    ['names an alarm that is gone', {}, [], ['fail alarm-missing', 'warn alarm-detection-unknown']],
    [
      'rests on a composite one that rests on nothing',
      {},
      [composite({ name: 'child', rule: 'TRUE' })],
      ['warn alarm-detection-unknown'],
    ],
    [
      'rests on a composite one whose alarm is gone',
      {},
      [composite({ name: 'child', rule: 'OK(grandchild)' })],
      ['fail alarm-missing', 'warn alarm-detection-unknown'],
    ],
    [
      'names an alarm without data, and one that is gone, by AT_LEAST',
      { rule: 'ALARM(child) OR AT_LEAST(2, ALARM, (b, c))' },
      [child(), child({ name: 'b', state: 'INSUFFICIENT_DATA' })],
      ['fail alarm-insufficient-data', 'fail alarm-missing', 'warn alarm-detection-unknown'],
    ],
    [
      'names an alarm with quotes in its name',
      { rule: 'ALARM("say \\"hi\\"")' },
      [child({ name: 'say "hi"', state: 'INSUFFICIENT_DATA' })],
      ['fail alarm-insufficient-data'],
    ],
    [
      'counts those that are not OK',
      { rule: 'AT_LEAST(50%, NOT OK, (child, b))' },
      [child()],
      ['fail alarm-missing', 'warn alarm-detection-unknown'],
    ],
    [
      'has a rule that nobody can read',
      { rule: 'ALARM(child) OR SOON' },
      [child()],
      ['fail alarm-rule', 'warn alarm-detection-unknown'],
    ],
    [
      'is never true',
      { rule: 'ALARM(child) AND FALSE' },
      [child()],
      ['fail alarm-rule', 'warn alarm-detection-unknown'],
    ],
    [
      'leads back to itself',
      {},
      [composite({ name: 'child', rule: 'OK(cluster-5xx)' })],
      ['fail alarm-rule', 'warn alarm-detection-unknown'],
    ],
  ])('that %s is found', async (_what, overrides, children, expected) => {
    expect(brief((await around(overrides, ...children)).findings)).toEqual(expected);
  });

  it('passes when what it rests on is by way of another one', async () => {
    const between = composite({ name: 'between', rule: 'ALARM(child)' });
    const { findings } = await around({ rule: 'ALARM(between)' }, between, child());
    expect(brief(findings)).toEqual(['pass alarm-ready']);
  });

  it('says where its rule cannot be read', async () => {
    const { findings } = await around({ rule: 'ALARM(Queue Oldest Age)' }, child());
    expect(findings[0]?.seen).toBe(
      'It has a rule that cannot be read: expected ")" at character 13, found "Oldest".',
    );
  });

  it('fails where what it rests on cannot be read', async () => {
    const { findings } = await verify({
      alarms: [composite(), child()],
      prepare: (watched) => watched.unreadable.set('child', 'StateValue is FINE'),
    });
    expect(brief(findings)).toEqual(['fail alarm-unreadable', 'warn alarm-detection-unknown']);
    expect(findings[0]).toMatchObject({ subject: 'cluster-5xx (child)' });
  });

  it('answers for the silence of what it rests on, by name', async () => {
    const { findings } = await verify({ alarms: [composite(), child({ metrics: [LATENCY] })] });
    expect(findings[0]).toMatchObject({ code: 'alarm-silent', subject: 'cluster-5xx (child)' });
  });
});
