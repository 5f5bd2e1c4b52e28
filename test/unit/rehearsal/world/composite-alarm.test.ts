import type { AlarmDefinition, Suppressor } from '../../../../rehearsal/world/alarm-definition.ts';
import { alarmEvent } from '../../../../rehearsal/world/alarm-event.ts';
import { Alarms } from '../../../../rehearsal/world/alarms.ts';
import { CompositeAlarm } from '../../../../rehearsal/world/composite-alarm.ts';
import { readCompositeRule } from '../../../../rehearsal/world/composite-rule.ts';
import { Metrics } from '../../../../rehearsal/world/metrics.ts';
import { MINUTE } from '../../../../rehearsal/world/minutes.ts';
import { counter } from '../../../../rehearsal/world/observations.ts';

const BEGIN = Date.UTC(2026, 10, 23, 4, 0);
const arn = (name: string) => `arn:aws:cloudwatch:us-west-1:111122223333:alarm:${name}`;
const metricCalled = (name: string) => ({ namespace: 'x', metricName: name, dimensions: {} });

/** In ALARM two minutes after each minute in which its own metric is over 10; judged at full minutes. */
const plain = (name: string): AlarmDefinition => ({
  kind: 'metric',
  name,
  arn: arn(name),
  description: '',
  watched: { metric: metricCalled(name), statistic: 'Sum' },
  ignoresFewSamples: false,
  periodSeconds: 60,
  comparison: 'GreaterThanThreshold',
  threshold: 10,
  evaluationPeriods: 1,
  datapointsToAlarm: 1,
  treatMissingData: 'notBreaching',
  actionsEnabled: true,
});
const composite = (name: string, ruleText: string, suppressor?: Suppressor): AlarmDefinition => ({
  kind: 'composite',
  name,
  arn: arn(name),
  description: 'all together',
  ruleText,
  rule: readCompositeRule(ruleText),
  ...(suppressor && { suppressor }),
  actionsEnabled: true,
});

/** Lives for so many minutes; each name's metric has these values a minute. */
function lived(
  definitions: readonly AlarmDefinition[],
  values: Readonly<Record<string, readonly number[]>>,
  minutes = 10,
) {
  const metrics = new Metrics(BEGIN);
  const alarms = new Alarms(definitions, () => 0, BEGIN);
  for (const [name, all] of Object.entries(values))
    for (const [i, value] of all.entries())
      metrics.put(metricCalled(name), BEGIN + i * MINUTE, counter(value));
  const transitions = [];
  const until = BEGIN + minutes * MINUTE;
  for (let at = alarms.nextAfter(BEGIN) ?? until; at < until; at = alarms.nextAfter(at) ?? until)
    transitions.push(...alarms.judge(at, metrics));
  return {
    alarms,
    changes: transitions.map(({ alarm, at, to }) => [alarm, (at - BEGIN) / MINUTE, to.state]),
  };
}

const errors = { errors: [0, 0, 50, 0, 0, 0, 0], slow: [0, 0, 0, 50, 0, 0, 0] };

it('changes with the alarms on which it rests, after them and at the same moment', () => {
  const { changes } = lived([composite('any', 'ALARM(errors)'), plain('errors')], errors);
  expect(changes).toEqual([
    ['errors', 1, 'OK'],
    ['any', 1, 'OK'],
    ['errors', 4, 'ALARM'],
    ['any', 4, 'ALARM'],
    ['errors', 5, 'OK'],
    ['any', 5, 'OK'],
  ]);
});

it('may rest on others like it, in whatever order they stand', () => {
  const rules = [composite('top', 'ALARM(middle)'), composite('middle', 'ALARM(errors) OR ALARM(slow)')];
  const { changes } = lived([...rules, plain('errors'), plain('slow')], errors);
  expect(changes.filter(([name]) => name === 'top')).toEqual([
    ['top', 1, 'OK'],
    ['top', 4, 'ALARM'],
    ['top', 6, 'OK'],
  ]);
});

it('may rest on none', () => {
  expect(lived([composite('always', 'TRUE')], {}).changes).toEqual([['always', 1, 'ALARM']]);
});

it('says why in the words of CloudWatch', () => {
  const { alarms } = lived(
    [plain('errors'), plain('slow'), composite('any', 'ALARM(errors) OR ALARM(slow)')],
    errors,
  );
  const [created, fired] = alarms.called('any').history;
  expect(created?.to.reason).toBe(`${arn('any')} was created and its alarm rule evaluates to OK`);
  expect(fired?.to.reason).toBe(
    `${arn('errors')} transitioned to ALARM at Monday 23 November, 2026 04:04:00 UTC`,
  );
  expect(JSON.parse(fired?.to.reasonData ?? '')).toEqual({
    triggeringAlarms: [
      { arn: arn('errors'), state: { value: 'ALARM', timestamp: '2026-11-23T04:04:00.000+0000' } },
    ],
  });
});

it("has AWS's event", () => {
  const suppressor = { given: 'slow', name: 'slow', waitSeconds: 120, extensionSeconds: 180 };
  const { alarms } = lived(
    [plain('errors'), plain('slow'), composite('any', 'ALARM(errors)', suppressor)],
    errors,
  );
  const { definition, history } = alarms.called('any');
  const fired = history.find(({ to }) => to.state === 'ALARM');
  if (!fired) throw new Error('it did not fire');
  expect(alarmEvent(definition, fired)).toMatchObject({
    source: 'aws.cloudwatch',
    detailType: 'CloudWatch Alarm State Change',
    resources: [arn('any')],
    time: BEGIN + 4 * MINUTE,
    detail: {
      alarmName: 'any',
      configuration: {
        alarmRule: 'ALARM(errors)',
        actionsSuppressor: 'slow',
        actionsSuppressorWaitPeriod: 120,
        actionsSuppressorExtensionPeriod: 180,
      },
      state: {
        value: 'ALARM',
        actionsSuppressedBy: 'WaitPeriod',
        actionsSuppressedReason: 'Actions suppressed by WaitPeriod',
      },
      previousState: { value: 'OK' },
    },
  });
});

describe('its actions', () => {
  const suppressor = { given: arn('slow'), name: 'slow', waitSeconds: 60, extensionSeconds: 120 };
  const at = (minutes: number, values: Readonly<Record<string, readonly number[]>>) => {
    const definitions = [plain('errors'), plain('slow'), composite('any', 'ALARM(errors)', suppressor)];
    // What is judged at that minute counts already.
    const { alarms } = lived(definitions, values, minutes + 0.5);
    const any = alarms.called('any');
    if (!(any instanceof CompositeAlarm)) throw new Error('any is a composite alarm');
    return [any.status.state, any.suppressedAt(BEGIN + minutes * MINUTE, (name) => alarms.called(name))];
  };
  const failing = { errors: [0, 0, 50, 50, 50, 50, 50, 50] };

  it('are quiet while the suppressor is in ALARM, and its state changes all the same', () => {
    expect(at(4, { ...failing, slow: [0, 0, 50, 50, 50] })).toEqual(['ALARM', 'Alarm']);
  });

  it('wait for the suppressor, and no longer', () => {
    expect(at(4, failing)).toEqual(['ALARM', 'WaitPeriod']);
    expect(at(5, failing)).toEqual(['ALARM', undefined]);
  });

  it('stay quiet for a while after the suppressor has left ALARM', () => {
    const values = { ...failing, slow: [0, 0, 50, 0, 0, 0] };
    expect([4, 5, 6, 7].map((minute) => at(minute, values)[1])).toEqual([
      'Alarm',
      'ExtensionPeriod',
      'ExtensionPeriod',
      undefined,
    ]);
  });
});

it('comes back to a snapshot with all others', () => {
  const { alarms } = lived([plain('errors'), composite('any', 'ALARM(errors)')], errors, 4);
  const before = alarms.snapshot();
  const metrics = new Metrics(BEGIN);
  metrics.put(metricCalled('errors'), BEGIN + 3 * MINUTE, counter(99));
  expect(alarms.judge(BEGIN + 5 * MINUTE, metrics)).toHaveLength(2);
  alarms.restore(before);
  expect(alarms.all.map(({ status, history }) => [status.state, history.length])).toEqual([
    ['OK', 1],
    ['OK', 1],
  ]);
});
