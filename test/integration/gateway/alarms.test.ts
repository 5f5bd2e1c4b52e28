import {
  type CloudWatchClient,
  DescribeAlarmHistoryCommand,
  DescribeAlarmsCommand,
  paginateDescribeAlarmHistory,
  paginateDescribeAlarms,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import {
  MINUTE,
  metricAlarm,
  type SomeMonitoring,
  someCloudWatch,
  transition,
  WIRES,
} from './monitoring-account.ts';
import { NOW } from './rehearsed-account.ts';

describe.each(WIRES)("CloudWatch's alarms over %s", (_wire, protocol) => {
  let source: SomeMonitoring;
  let client: CloudWatchClient;
  let stop: () => Promise<void>;
  beforeEach(async () => {
    ({ source, client, stop } = await someCloudWatch(protocol));
  });
  afterEach(() => stop());

  describe('DescribeAlarms', () => {
    it('describes a metric alarm with everything that CloudWatch shows', async () => {
      source.all.push(metricAlarm('errors'));
      const { MetricAlarms, CompositeAlarms, NextToken } = await client.send(new DescribeAlarmsCommand({}));
      expect(MetricAlarms).toEqual([
        {
          AlarmName: 'errors',
          AlarmArn: 'arn:aws:cloudwatch:us-west-1:111122223333:alarm:errors',
          AlarmDescription: 'too many errors',
          AlarmConfigurationUpdatedTimestamp: new Date(NOW - 9 * MINUTE),
          ActionsEnabled: true,
          AlarmActions: [],
          OKActions: [],
          InsufficientDataActions: [],
          StateValue: 'OK',
          StateReason: 'Threshold Crossed: <1 & 2>',
          StateReasonData: '{"version":"1.0"}',
          StateUpdatedTimestamp: new Date(NOW - 2 * MINUTE),
          StateTransitionedTimestamp: new Date(NOW - 3 * MINUTE),
          Namespace: 'AWS/ApplicationELB',
          MetricName: 'HTTPCode_ELB_5XX_Count',
          Dimensions: [{ Name: 'LoadBalancer', Value: 'app/k8s/1' }],
          Statistic: 'Sum',
          Period: 60,
          EvaluationPeriods: 3,
          DatapointsToAlarm: 2,
          Threshold: 5,
          ComparisonOperator: 'GreaterThanThreshold',
          TreatMissingData: 'notBreaching',
        },
      ]);
      expect(CompositeAlarms).toEqual([]);
      expect(NextToken).toBeUndefined();
    });

    it('leaves M out when it is N, and names an extended statistic as one', async () => {
      source.all.push(metricAlarm('slow', { statistic: 'p99', evaluationPeriods: 2, datapointsToAlarm: 2 }));
      const { MetricAlarms } = await client.send(new DescribeAlarmsCommand({ AlarmNames: ['slow'] }));
      expect(MetricAlarms).toMatchObject([{ ExtendedStatistic: 'p99', EvaluationPeriods: 2 }]);
      expect(MetricAlarms?.[0]).not.toHaveProperty('Statistic');
      expect(MetricAlarms?.[0]).not.toHaveProperty('DatapointsToAlarm');
    });

    it('shows composite alarms only on request', async () => {
      const { metric: _1, statistic: _2, kind: _3, ...basics } = metricAlarm('any');
      source.all.push(metricAlarm('errors'), {
        ...basics,
        kind: 'composite',
        rule: 'ALARM(errors)',
        suppressor: { alarm: 'arn:of:another', waitSeconds: 60, extensionSeconds: 0 },
        suppressedBy: 'Alarm',
      });
      const bare = await client.send(new DescribeAlarmsCommand({}));
      expect([bare.MetricAlarms?.length, bare.CompositeAlarms?.length]).toEqual([1, 0]);

      const both = await client.send(
        new DescribeAlarmsCommand({ AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] }),
      );
      expect(both.CompositeAlarms).toMatchObject([
        {
          AlarmName: 'any',
          AlarmRule: 'ALARM(errors)',
          ActionsSuppressor: 'arn:of:another',
          ActionsSuppressorWaitPeriod: 60,
          ActionsSuppressedBy: 'Alarm',
        },
      ]);
      expect(both.MetricAlarms).toHaveLength(1);
    });

    it('describes metric math, a unit, few samples and how the evaluation went', async () => {
      const metric = metricAlarm('x').metric;
      source.all.push(
        metricAlarm('math', {
          queries: [
            { id: 'q', reads: { expression: 'SELECT …', periodSeconds: 60 }, returned: true },
            {
              id: 'm',
              reads: { metric: { ...metric, unit: 'Count' }, statistic: 'Sum', periodSeconds: 300 },
              account: '444455556666',
              returned: false,
            },
          ],
          thresholdMetricId: 'q',
        }),
        metricAlarm('p99', {
          statistic: 'p99',
          unit: 'Seconds',
          lowSamples: 'ignore',
          wallClock: true,
          evaluationState: 'PARTIAL_DATA',
        }),
      );
      const [math, p99] = (await client.send(new DescribeAlarmsCommand({}))).MetricAlarms ?? [];
      expect(math?.Metrics).toMatchObject([
        { Id: 'q', Expression: 'SELECT …', Period: 60, ReturnData: true },
        {
          Id: 'm',
          MetricStat: { Metric: { MetricName: metric.metricName }, Period: 300, Stat: 'Sum', Unit: 'Count' },
          AccountId: '444455556666',
          ReturnData: false,
        },
      ]);
      expect([math?.MetricName, math?.Period, math?.Threshold]).toEqual([undefined, undefined, undefined]);
      expect(math?.ThresholdMetricId).toBe('q');
      expect(p99).toMatchObject({
        Unit: 'Seconds',
        EvaluateLowSampleCountPercentile: 'ignore',
        EvaluationState: 'PARTIAL_DATA',
        EvaluationWindow: { WallClockWindow: { Timezone: 'UTC' } },
      });
    });

    it('selects by names, prefix and state, and leaves missing ones out', async () => {
      source.all.push(metricAlarm('shop-b'), metricAlarm('shop-a', { state: 'ALARM' }), metricAlarm('other'));
      const names = async (input: object) =>
        (await client.send(new DescribeAlarmsCommand(input))).MetricAlarms?.map(({ AlarmName }) => AlarmName);
      expect(await names({ AlarmNames: ['other', 'none'] })).toEqual(['other']);
      expect(await names({ AlarmNamePrefix: 'shop-' })).toEqual(['shop-a', 'shop-b']);
      expect(await names({ StateValue: 'ALARM' })).toEqual(['shop-a']);
    });

    it('pages', async () => {
      source.all.push(...Array.from({ length: 7 }, (_, n) => metricAlarm(`alarm-${n}`)));
      const pages: (string | undefined)[][] = [];
      for await (const page of paginateDescribeAlarms({ client, pageSize: 3 }, {})) {
        pages.push((page.MetricAlarms ?? []).map(({ AlarmName }) => AlarmName));
      }
      expect(pages.map(({ length }) => length)).toEqual([3, 3, 1]);
      expect(new Set(pages.flat()).size).toBe(7);
    });

    it.each([
      [
        'more than 100 names',
        { AlarmNames: Array.from({ length: 101 }, (_, n) => `a${n}`) },
        /^ValidationException$/,
      ],
      ['a name of 256 characters', { AlarmNames: ['x'.repeat(256)] }, /^ValidationException$/],
      ['a state that is none', { StateValue: 'FINE' as 'OK' }, /^ValidationException$/],
      ['more than 100 records', { MaxRecords: 101 }, /^ValidationException$/],
      ['names and a prefix', { AlarmNames: ['a'], AlarmNamePrefix: 'a' }, /InvalidParameterCombination/],
      ['a token of its own making', { NextToken: 'abc' }, /InvalidNextToken/],
    ])('refuses %s', async (_what, input, name) => {
      await expect(client.send(new DescribeAlarmsCommand(input))).rejects.toMatchObject({
        name: expect.stringMatching(name),
      });
    });

    it('says that it does not serve the children of an alarm', async () => {
      const asked = client.send(new DescribeAlarmsCommand({ ChildrenOfAlarmName: 'a' }));
      await expect(asked).rejects.toThrow('The rehearsal does not serve ChildrenOfAlarmName.');
    });

    it('refuses a token of another question', async () => {
      source.all.push(metricAlarm('a'), metricAlarm('b'));
      const first = await client.send(new DescribeAlarmsCommand({ MaxRecords: 1 }));
      const mixed = { NextToken: first.NextToken, AlarmNamePrefix: 'b' };
      await expect(client.send(new DescribeAlarmsCommand(mixed))).rejects.toMatchObject({
        name: 'InvalidNextToken',
      });
    });
  });

  describe('DescribeAlarmHistory', () => {
    it('lists the transitions, newest first, with the data of version 1.0', async () => {
      source.transitions.push(
        transition('errors', NOW - 5 * MINUTE, 'OK', 'ALARM'),
        transition('errors', NOW - 2 * MINUTE, 'ALARM', 'OK'),
        transition('other', NOW - MINUTE, 'OK', 'ALARM'),
      );
      const { AlarmHistoryItems: items = [] } = await client.send(
        new DescribeAlarmHistoryCommand({ AlarmName: 'errors', HistoryItemType: 'StateUpdate' }),
      );
      expect(items.map(({ Timestamp }) => Timestamp)).toEqual([
        new Date(NOW - 2 * MINUTE),
        new Date(NOW - 5 * MINUTE),
      ]);
      expect(items[0]).toMatchObject({
        AlarmName: 'errors',
        AlarmType: 'MetricAlarm',
        HistoryItemType: 'StateUpdate',
        HistorySummary: 'Alarm updated from ALARM to OK',
      });
      expect(JSON.parse(items[0]?.HistoryData ?? '')).toEqual({
        version: '1.0',
        oldState: { stateValue: 'ALARM', stateReason: 'now ALARM' },
        newState: { stateValue: 'OK', stateReason: 'now OK' },
      });
    });

    it('keeps to the requested time, both ends included, and to two weeks', async () => {
      const times = [NOW - 14 * 24 * 60 * MINUTE - 1, NOW - 3 * MINUTE, NOW - 2 * MINUTE, NOW - MINUTE];
      source.transitions.push(...times.map((at) => transition('errors', at, 'OK', 'ALARM')));
      const asked = async (input: object) => {
        const command = new DescribeAlarmHistoryCommand({ ScanBy: 'TimestampAscending', ...input });
        return (await client.send(command)).AlarmHistoryItems?.map(({ Timestamp }) => Timestamp?.getTime());
      };
      expect(await asked({})).toEqual(times.slice(1));
      expect(
        await asked({ StartDate: new Date(NOW - 3 * MINUTE), EndDate: new Date(NOW - 2 * MINUTE) }),
      ).toEqual(times.slice(1, 3));
    });

    it('pages, and has no other kinds of history', async () => {
      const every = Array.from({ length: 5 }, (_, n) =>
        transition('errors', NOW - n * MINUTE, 'OK', 'ALARM'),
      );
      source.transitions.push(...every);
      const sizes: (number | undefined)[] = [];
      for await (const page of paginateDescribeAlarmHistory({ client, pageSize: 2 }, {})) {
        sizes.push(page.AlarmHistoryItems?.length);
      }
      expect(sizes).toEqual([2, 2, 1]);
      const actions = await client.send(new DescribeAlarmHistoryCommand({ HistoryItemType: 'Action' }));
      expect(actions.AlarmHistoryItems).toEqual([]);
    });
  });

  describe('SetAlarmState', () => {
    const SET = { AlarmName: 'errors', StateValue: 'ALARM' as const, StateReason: 'by hand' };

    it('hands the state on', async () => {
      source.all.push(metricAlarm('errors'));
      await client.send(new SetAlarmStateCommand(SET));
      expect(source.statesSet).toEqual([['errors', 'ALARM', 'by hand', '']]);
    });

    it('refuses an alarm that is not there, and reason data that is not JSON', async () => {
      await expect(client.send(new SetAlarmStateCommand(SET))).rejects.toMatchObject({
        name: 'ResourceNotFound',
      });
      const bad = client.send(new SetAlarmStateCommand({ ...SET, StateReasonData: '{' }));
      await expect(bad).rejects.toMatchObject({ name: expect.stringContaining('InvalidFormat') });
      expect(source.statesSet).toEqual([]);
    });
  });
});
