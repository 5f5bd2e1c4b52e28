import type { MetricAlarm } from '../../../../../../lambdas/migration/domain/alarm.ts';
import type { SeenCheck } from '../../../../../../lambdas/migration/domain/data-plane/metric-check.ts';
import type { MetricChecks } from '../../../../../../lambdas/migration/ports/metric-checks.ts';
import { verifyAlarms } from '../../../../../../lambdas/migration/preflight/verify-alarms/verify-alarms.ts';
import { aComposite, anAlarm } from '../../../../../support/migration/evidence.ts';
import { clock, ERRORS, settingsOf, WatchedAlarms } from './some-alarms.ts';

const FIXED = { threshold: 25, comparison: 'GreaterThanThreshold' };
const plain = (more: Partial<MetricAlarm> = {}) => anAlarm({ metrics: [ERRORS], fixed: FIXED, ...more });
const { unit: _unit, account: _account, ...metric } = ERRORS;
const COPY = { ...metric, ...FIXED, evaluationPeriods: 1 };

const check = (id: string, more: Partial<SeenCheck> = {}): SeenCheck => ({
  id,
  disabled: false,
  inverted: false,
  children: [],
  threshold: 0,
  ...more,
});
const onAlarm = (id: string, name: string, withoutData: string, copy = COPY, more: Partial<SeenCheck> = {}) =>
  check(id, { alarm: { name, withoutData, copy }, ...more });
const PARENT = check('all', { children: ['c1', 'owed'], threshold: 2 });
const CHILD = onAlarm('c1', 'cluster-5xx', 'Healthy');
const LATCH = onAlarm('owed', 'shop-RollbackOwed', 'LastKnownStatus');

interface Scene {
  readonly alarms?: WatchedAlarms['alarms'];
  readonly parent?: SeenCheck | undefined;
  readonly children?: readonly (SeenCheck | undefined)[];
  readonly checks?: MetricChecks | undefined;
}

async function found(scene: Scene) {
  const watched = new WatchedAlarms();
  watched.alarms.push(...(scene.alarms ?? [plain()]));
  watched.withData.add(ERRORS.metricName);
  const { parent = PARENT, children = [CHILD, LATCH] } = scene;
  const checks = 'checks' in scene ? scene.checks : { readAll: async () => ({ parent, children }) };
  const settings = settingsOf(
    watched.alarms.map(({ name, arn }) => ({ name, arn, allowInsufficientData: false })),
  );
  const dataPlane = { checkId: 'all', alarms: ['cluster-5xx'] };
  const { findings } = await verifyAlarms({ ...settings, dataPlane }, { alarms: watched, checks, clock });
  return findings.filter(({ code }) => code.startsWith('data-plane'));
}

const brief = async (scene: Scene) =>
  (await found(scene)).map(({ level, subject, code }) => `${level} ${subject} ${code}`);

describe('the health checks of the data plane', () => {
  it('are in order as they were deployed', async () => {
    expect(await brief({})).toEqual(['pass dataPlaneRollback data-plane-ready']);
  });

  it.each<[string, Partial<SeenCheck>, string]>([
    ['needs fewer than all', { threshold: 1 }, 'needs 1 of its 2'],
    ['is disabled', { disabled: true }, 'all is disabled'],
    ['is inverted', { inverted: true }, 'all is inverted'],
    ['is not calculated', { children: [], threshold: 0 }, 'needs 0 of its 0'],
  ])('fail if the one on the records %s', async (_what, more, words) => {
    const [first] = await found({ parent: { ...PARENT, ...more } });
    expect(first).toMatchObject({
      level: 'fail',
      code: 'data-plane-broken',
      seen: expect.stringContaining(words),
    });
  });

  it.each<[string, readonly (SeenCheck | undefined)[], string]>([
    ['an alarm has none', [undefined, LATCH], 'No health check follows cluster-5xx.'],
    ['the latch has none', [CHILD, undefined], 'No health check follows shop-RollbackOwed.'],
    ['one is gone', [undefined, LATCH], 'These are gone: c1.'],
    ['one is disabled', [{ ...CHILD, disabled: true }, LATCH], 'c1, on cluster-5xx, is disabled.'],
    [
      'one keeps a bad status in silence',
      [onAlarm('c1', 'cluster-5xx', 'LastKnownStatus'), LATCH],
      'expected Healthy',
    ],
    [
      'the latch lets go in silence',
      [CHILD, onAlarm('owed', 'shop-RollbackOwed', 'Healthy')],
      'expected LastKnownStatus',
    ],
    [
      'what silence means is not stated',
      [CHILD, onAlarm('owed', 'shop-RollbackOwed', '')],
      'not set; expected LastKnownStatus',
    ],
  ])('fail if %s', async (_what, children, words) => {
    const [first] = await found({ children });
    expect(first).toMatchObject({
      level: 'fail',
      code: 'data-plane-broken',
      seen: expect.stringContaining(words),
    });
  });

  it('fail if they are gone or can not be read', async () => {
    expect(await brief({ checks: { readAll: async () => undefined } })).toEqual([
      'fail dataPlaneRollback data-plane-broken',
    ]);
    const checks = { readAll: () => Promise.reject(new Error('AccessDenied')) };
    expect(await brief({ checks })).toEqual(['fail dataPlaneRollback data-plane-unreadable']);
  });

  it.each<[string, Partial<MetricAlarm>, string]>([
    ['threshold', { fixed: { ...FIXED, threshold: 30 } }, 'threshold 25, and now 30'],
    ['comparison', { fixed: { ...FIXED, comparison: 'LessThanThreshold' } }, 'and now LessThanThreshold'],
    ['statistic', { metrics: [{ ...ERRORS, statistic: 'Average' }] }, 'statistic Sum, and now Average'],
    ['period', { metrics: [{ ...ERRORS, periodSeconds: 120 }] }, 'period 60 s, and now 120 s'],
    [
      'dimensions',
      { metrics: [{ ...ERRORS, dimensions: { LoadBalancer: 'app/other/1' } }] },
      'LoadBalancer=app/other/1',
    ],
    ['periods', { evaluationPeriods: 2, datapointsToAlarm: 2 }, 'evaluation periods 1, and now 2'],
  ])('fail if the alarm has another %s than their copy, with the command', async (_what, more, words) => {
    const findings = await found({ alarms: [plain(more)] });
    expect(findings.find(({ code }) => code === 'data-plane-outdated')).toMatchObject({
      level: 'fail',
      subject: 'cluster-5xx',
      seen: expect.stringContaining(words),
      toDo: expect.stringContaining(
        "aws route53 update-health-check --health-check-id c1 --alarm-identifier 'Region=us-west-1,Name=cluster-5xx'",
      ),
    });
  });

  it.each<[string, Partial<MetricAlarm>, string]>([
    ['a band', { fixed: undefined as never }, 'it is not on one metric with a fixed threshold'],
    ['a percentile', { metrics: [{ ...ERRORS, statistic: 'p99' }] }, 'it has the statistic p99'],
  ])('fail if the alarm has become one on %s, of which no copy can be made', async (_what, more, words) => {
    const finding = (await found({ alarms: [plain(more)] })).find(
      ({ code }) => code === 'data-plane-outdated',
    );
    expect(finding?.toDo).toContain(`Route 53 makes no new copy of it, because ${words}`);
    expect(finding?.toDo).not.toContain('update-health-check');
  });

  it('do not blame the configuration for one that is gone', async () => {
    expect(await brief({ children: [undefined, LATCH] })).toEqual([
      'fail dataPlaneRollback data-plane-broken',
    ]);
  });

  it('warn of alarms that none follows, and why', async () => {
    const others = [
      plain({ name: 'other' }),
      plain({ name: 'p99', metrics: [{ ...ERRORS, statistic: 'p99' }] }),
      plain({ name: 'short', metrics: [{ ...ERRORS, periodSeconds: 10 }] }),
      aComposite({ name: 'any', rule: 'ALARM("other")' }),
    ];
    const seen = (await found({ alarms: [plain(), ...others] }))
      .filter(({ code }) => code === 'data-plane-not-followed')
      .map((finding) => `${finding.subject}: ${finding.seen}`);
    expect(seen).toEqual([
      'other: No health check follows it: it is not among `dataPlaneRollback.alarms`.',
      expect.stringContaining('p99: No health check follows it: it has the statistic p99'),
      expect.stringContaining('short: No health check follows it: it has a period of 10 s'),
      expect.stringContaining('any: No health check follows it: it is a composite alarm'),
    ]);
  });

  it('warn of an alarm that fires before its check turns', async () => {
    const alarms = [plain({ evaluationPeriods: 3, datapointsToAlarm: 2 })];
    const children = [onAlarm('c1', 'cluster-5xx', 'Healthy', { ...COPY, evaluationPeriods: 3 }), LATCH];
    expect(await brief({ alarms, children })).toEqual([
      'pass dataPlaneRollback data-plane-ready',
      'warn cluster-5xx data-plane-later',
    ]);
  });

  it('are foretold before the deployment, which Route 53 would refuse', async () => {
    expect(await brief({ checks: undefined })).toEqual([]);
    const alarms = [plain({ metrics: [{ ...ERRORS, statistic: 'p99' }] })];
    expect(await brief({ checks: undefined, alarms })).toEqual(['fail cluster-5xx data-plane-not-allowed']);
  });
});
