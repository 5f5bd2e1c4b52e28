import type { Alarm, CompositeAlarm, MetricAlarm } from '../../../../../../lambdas/migration/domain/alarm.ts';
import { anAlarm } from '../../../../../support/migration/evidence.ts';
import { brief, composite, ERRORS, LATENCY, verify } from './some-alarms.ts';

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
