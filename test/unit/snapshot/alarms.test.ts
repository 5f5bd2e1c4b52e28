import { DESCRIBE_ALARMS, GET_METRICS } from '../../../snapshot/calls/alarms.ts';
import { takeAlarms } from '../../../snapshot/parts/alarms.ts';
import { takeMetrics, windowUntil } from '../../../snapshot/parts/metrics.ts';
import type { RegionWanted } from '../../../snapshot/wanted/wanted.ts';
import { HOME, shopSettings } from '../../support/shop.ts';
import { ScriptedSource } from './scripted-source.ts';

const region = (...names: readonly string[]): RegionWanted => ({
  ...HOME,
  masters: [],
  migrations: [
    {
      ...shopSettings(),
      alarms: names.map((name) => ({ name, arn: '', allowInsufficientData: false })),
    },
  ],
});
const metric = (AlarmName: string, more: object = {}) => ({ AlarmName, ...more });
const composite = (AlarmName: string, AlarmRule: string, more: object = {}) => ({
  AlarmName,
  AlarmRule,
  ...more,
});

/** CloudWatch with these alarms. */
function cloudWatch(
  metrics: readonly { AlarmName: string }[],
  composites: readonly { AlarmName: string }[] = [],
) {
  return new ScriptedSource([
    DESCRIBE_ALARMS,
    ({ AlarmNames }) => ({
      MetricAlarms: metrics.filter(({ AlarmName }) => AlarmNames.includes(AlarmName)),
      CompositeAlarms: composites.filter(({ AlarmName }) => AlarmNames.includes(AlarmName)),
    }),
  ]);
}

describe('alarms', () => {
  it('are read with those of which composite ones are made, however deep, each once', async () => {
    const source = cloudWatch(
      [metric('a'), metric('b'), metric('not asked')],
      [
        composite('top', 'ALARM("middle") OR ALARM(a)'),
        composite('middle', `OK(arn:aws:cloudwatch:us-west-1:${HOME.account}:alarm:b) AND ALARM("top")`),
      ],
    );
    const found = await takeAlarms(region('top', 'a'), source);
    expect(found?.MetricAlarms.map(({ AlarmName }) => AlarmName)).toEqual(['a', 'b']);
    expect(found?.CompositeAlarms?.map(({ AlarmName }) => AlarmName)).toEqual(['top', 'middle']);
    expect(source.inputsOf(DESCRIBE_ALARMS)).toEqual([
      { AlarmNames: ['top', 'a'] },
      { AlarmNames: ['middle'] },
      { AlarmNames: ['b'] },
    ]);
  });

  it('are read with the one that suppresses the actions of another', async () => {
    const ActionsSuppressor = `arn:aws:cloudwatch:us-west-1:${HOME.account}:alarm:deploying`;
    const source = cloudWatch(
      [metric('a'), metric('deploying')],
      [composite('top', 'ALARM(a)', { ActionsSuppressor })],
    );
    const found = await takeAlarms(region('top'), source);
    expect(found?.MetricAlarms.map(({ AlarmName }) => AlarmName)).toEqual(['a', 'deploying']);
  });

  it('are asked for a hundred at a time', async () => {
    const names = Array.from({ length: 250 }, (_, i) => `alarm-${i}`);
    const source = cloudWatch(names.map((name) => metric(name)));
    expect((await takeAlarms(region(...names), source))?.MetricAlarms).toHaveLength(250);
    const sizes = source
      .inputsOf(DESCRIBE_ALARMS)
      .map((input) => (input as { AlarmNames: string[] }).AlarmNames.length);
    expect(sizes).toEqual([100, 100, 50]);
  });

  it('with a rule that nobody can read lead nowhere', async () => {
    const source = cloudWatch([], [composite('top', 'ALARM(')]);
    expect((await takeAlarms(region('top'), source))?.CompositeAlarms).toHaveLength(1);
  });

  it('are no question where none is configured', async () => {
    const source = cloudWatch([]);
    expect(await takeAlarms(region(), source)).toBeUndefined();
    expect(source.asked).toEqual([]);
  });
});

describe('the metrics of alarms', () => {
  const queriesOf = async (...MetricAlarms: readonly object[]) => {
    const source = new ScriptedSource([GET_METRICS, () => ({ MetricDataResults: [] })]);
    const migrations = [{ ...shopSettings(), traffic: { legacy: [], cluster: [] } }];
    const alarms = { MetricAlarms } as never;
    const window = windowUntil(Date.parse('2027-01-04T08:00:30Z'));
    await takeMetrics(
      { ...HOME, masters: [], migrations },
      source,
      { balancers: [], targetGroups: [], alarms },
      window,
    );
    return source.inputsOf(GET_METRICS) as readonly {
      StartTime: Date;
      EndTime: Date;
      MetricDataQueries: object[];
    }[];
  };
  const alarm = {
    Namespace: 'Shop',
    MetricName: 'Latency',
    Dimensions: [{ Name: 'Cluster', Value: 'k8s' }],
    Period: 300,
  };
  const Metric = {
    Namespace: 'Shop',
    MetricName: 'Latency',
    Dimensions: [{ Name: 'Cluster', Value: 'k8s' }],
  };

  it('are those of the last two weeks, by the minute, with the statistics of the alarms', async () => {
    const [input, ...others] = await queriesOf(
      { ...alarm, ExtendedStatistic: 'p99.9' },
      { ...alarm, Statistic: 'Average', Unit: 'Seconds' },
      { ...alarm, Statistic: 'Average', Unit: 'Seconds', Threshold: 3 },
    );
    expect(others).toEqual([]);
    expect(input).toEqual({
      StartTime: new Date('2026-12-21T07:55:00Z'),
      EndTime: new Date('2027-01-04T07:55:00Z'),
      MetricDataQueries: [
        { Id: 'latency_p99_9', MetricStat: { Metric, Period: 60, Stat: 'p99.9' } },
        { Id: 'latency_Average', MetricStat: { Metric, Period: 60, Stat: 'Average', Unit: 'Seconds' } },
      ],
    });
  });

  it('of metric math are those that it is made of, also of other accounts', async () => {
    const [input] = await queriesOf({
      Metrics: [
        { Id: 'e', Expression: 'm1 / m2', ReturnData: true },
        { Id: 'm1', MetricStat: { Metric, Period: 10, Stat: 'Sum' }, ReturnData: false },
        {
          Id: 'm2',
          MetricStat: { Metric, Period: 60, Stat: 'Sum' },
          AccountId: '999988887777',
          ReturnData: false,
        },
        { Id: 'q', Expression: 'SELECT AVG(x) FROM "y"', ReturnData: false },
      ],
    });
    expect(input?.MetricDataQueries).toEqual([
      { Id: 'latency_Sum', MetricStat: { Metric, Period: 60, Stat: 'Sum' } },
      { Id: 'latency_Sum__2', MetricStat: { Metric, Period: 60, Stat: 'Sum' }, AccountId: '999988887777' },
    ]);
  });

  it('of many alarms are in several files', async () => {
    const many = Array.from({ length: 45 }, (_, i) => ({
      ...alarm,
      MetricName: `5xx-${i}`,
      Statistic: 'Sum',
    }));
    const inputs = await queriesOf(...many);
    expect(inputs.map(({ MetricDataQueries }) => MetricDataQueries.length)).toEqual([20, 20, 5]);
    const ids = inputs.flatMap(({ MetricDataQueries }) =>
      MetricDataQueries.map((query) => (query as { Id: string }).Id),
    );
    expect(ids.every((id) => /^[a-z]\w*$/.test(id))).toBe(true);
  });

  it('are none of logs, or of an alarm without any', async () => {
    expect(await queriesOf({ AlarmName: 'x' })).toEqual([]);
  });
});
