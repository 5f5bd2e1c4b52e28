import {
  type CloudWatchClient,
  DescribeAlarmHistoryCommand,
  DescribeAlarmsCommand,
} from '@aws-sdk/client-cloudwatch';
import {
  logAlarm,
  metricAlarm,
  type SomeMonitoring,
  someCloudWatch,
  transition,
  WIRES,
} from './monitoring-account.ts';
import { NOW } from './rehearsed-account.ts';

describe.each(WIRES)("CloudWatch's log alarms over %s", (_wire, protocol) => {
  let source: SomeMonitoring;
  let client: CloudWatchClient;
  let stop: () => Promise<void>;
  beforeEach(async () => {
    ({ source, client, stop } = await someCloudWatch(protocol));
  });
  afterEach(() => stop());

  it('are described when they are asked for, with their query and its schedule', async () => {
    source.all.push(metricAlarm('a'), logAlarm('timeouts', { resultsToAlarm: 2, resultsToEvaluate: 3 }));
    const answer = await client.send(new DescribeAlarmsCommand({ AlarmTypes: ['LogAlarm'] }));
    expect([answer.MetricAlarms?.length ?? 0, answer.CompositeAlarms?.length ?? 0]).toEqual([0, 0]);
    expect(answer.LogAlarms).toMatchObject([
      {
        AlarmName: 'timeouts',
        StateValue: 'OK',
        QueryResultsToAlarm: 2,
        QueryResultsToEvaluate: 3,
        ScheduledQueryConfiguration: {
          QueryString: 'filter status = 504',
          LogGroupIdentifiers: ['ingress'],
          AggregationExpression: 'count(*)',
          ScheduleConfiguration: {
            ScheduleExpression: 'rate(1 minute)',
            StartTimeOffset: 60,
            EndTimeOffset: 0,
          },
        },
      },
    ]);
    expect((await client.send(new DescribeAlarmsCommand({}))).LogAlarms ?? []).toEqual([]);
  });

  it('have a history where their type is asked for', async () => {
    source.transitions.push(
      transition('errors', NOW, 'OK', 'ALARM'),
      transition('timeouts', NOW, 'OK', 'ALARM', 'log'),
    );
    const asked = async (AlarmTypes?: 'LogAlarm'[]) =>
      (await client.send(new DescribeAlarmHistoryCommand({ AlarmTypes }))).AlarmHistoryItems;
    expect(await asked()).toMatchObject([{ AlarmName: 'errors', AlarmType: 'MetricAlarm' }]);
    expect(await asked(['LogAlarm'])).toMatchObject([{ AlarmName: 'timeouts', AlarmType: 'LogAlarm' }]);
  });
});
