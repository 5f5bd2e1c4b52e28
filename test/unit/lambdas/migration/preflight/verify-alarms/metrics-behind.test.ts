import type { AlarmMetric, MetricAlarm } from '../../../../../../lambdas/migration/domain/alarm.ts';
import { samplesNeeded } from '../../../../../../lambdas/migration/preflight/verify-alarms/few-samples.ts';
import { anAlarm } from '../../../../../support/migration/evidence.ts';
import { brief, ERRORS, LATENCY, metric, verify } from './some-alarms.ts';

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
