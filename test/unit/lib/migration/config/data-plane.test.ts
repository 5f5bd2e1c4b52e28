import { App, Duration, Stack } from 'aws-cdk-lib';
import {
  Alarm,
  AlarmRule,
  AlarmState,
  CompositeAlarm,
  MathExpression,
  Metric,
} from 'aws-cdk-lib/aws-cloudwatch';
import { ENVIRONMENT, problemsOf, resolve, smallest } from './configurations.ts';

const stack = new Stack(new App(), 'Alarms', { env: ENVIRONMENT });
const errors = new Metric({ namespace: 'AWS/ELB', metricName: 'Errors', statistic: 'Sum' });
const alarmOf = (id: string, metric: Metric | MathExpression) =>
  new Alarm(stack, id, { metric, threshold: 1, evaluationPeriods: 1 });
const good = alarmOf('Good', errors);
const percentile = alarmOf('Percentile', errors.with({ statistic: 'p99' }));
const math = alarmOf('Math', new MathExpression({ expression: 'e * 2', usingMetrics: { e: errors } }));
const short = alarmOf('Short', errors.with({ period: Duration.seconds(10) }));
const composite = new CompositeAlarm(stack, 'Composite', {
  alarmRule: AlarmRule.fromAlarm(good, AlarmState.ALARM),
});

type Config = Parameters<typeof resolve>[0];
const checked = (more: object) =>
  resolve({ ...smallest(), ...more } as Config).deployment.dataPlaneAlarms?.map(({ name }) => name);
const problems = (more: object) => problemsOf({ ...smallest(), ...more });

describe('the alarms that get a health check', () => {
  it('are none without the option', () => {
    expect(checked({})).toBeUndefined();
    expect(checked({ dataPlaneRollback: false })).toBeUndefined();
  });

  it('are all of which nothing is known, and those of the app that allow it', () => {
    const alarms = ['by-name', good, percentile, { alarm: math }, short, composite];
    expect(checked({ alarms, dataPlaneRollback: true })).toEqual(['by-name', good.alarmName]);
  });

  it('are those that are named', () => {
    const alarms = ['one', 'two', good];
    expect(checked({ alarms, dataPlaneRollback: { alarms: ['two', good] } })).toEqual([
      'two',
      good.alarmName,
    ]);
  });

  it.each([
    [
      'no alarm that allows one',
      { alarms: [composite], dataPlaneRollback: true },
      'dataPlaneRollback',
      'allows a health check',
    ],
    [
      'a composite one',
      { alarms: [composite], dataPlaneRollback: { alarms: [composite] } },
      'dataPlaneRollback.alarms[0]',
      'this one is a composite alarm',
    ],
    [
      'a percentile',
      { alarms: [percentile], dataPlaneRollback: { alarms: [percentile] } },
      'dataPlaneRollback.alarms[0]',
      'has the statistic p99',
    ],
    [
      'metric math',
      { alarms: [math], dataPlaneRollback: { alarms: [math] } },
      'dataPlaneRollback.alarms[0]',
      'is on metric math',
    ],
    [
      'a high resolution',
      { alarms: [short], dataPlaneRollback: { alarms: [short] } },
      'dataPlaneRollback.alarms[0]',
      'has a period of 10 s',
    ],
    [
      'an alarm that rolls nothing back',
      { dataPlaneRollback: { alarms: ['other'] } },
      'dataPlaneRollback.alarms[0]',
      'also in `alarms`',
    ],
    ['none', { dataPlaneRollback: { alarms: [] } }, 'dataPlaneRollback.alarms', 'an alarm of `alarms`'],
    ['a word', { dataPlaneRollback: 'yes' }, 'dataPlaneRollback', 'the rollback by the data plane'],
    [
      'a one-way step',
      { dataPlaneRollback: true, oneWayFrom: 50 },
      'dataPlaneRollback',
      'lets only a person go back',
    ],
  ])('can not be %s', (_what, more, path, expected) => {
    const [problem, ...others] = problems(more);
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ path, expected: expect.stringContaining(expected) });
  });
});
