import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchAlarms } from '../../../../lambdas/migration/adapters/cloudwatch-alarms.ts';
import { JsonServer, type Operation, Refusal } from '../../../support/json-server.ts';
import { MINUTE } from '../../gateway/monitoring-account.ts';
import { NOW } from '../../gateway/rehearsed-account.ts';
import { at, described, METRIC } from './read-alarms.ts';

/** A description in which nothing is wrong, as the wire carries it. */
const DESCRIBED = {
  AlarmName: 'a',
  AlarmArn: 'arn:a',
  StateValue: 'OK',
  StateUpdatedTimestamp: 1_795_435_200,
  AlarmConfigurationUpdatedTimestamp: 1_795_435_200,
  ActionsEnabled: true,
  MetricName: 'Errors',
  Namespace: 'Shop',
  Statistic: 'Sum',
  Period: 60,
  EvaluationPeriods: 2,
};

describe('What CloudWatch says in another form', () => {
  let server: JsonServer | undefined;
  afterEach(() => server?.stop());

  async function alarmsThat(operations: Readonly<Record<string, Operation>>) {
    server = await JsonServer.start(operations);
    return new CloudWatchAlarms(new CloudWatchClient(server.client));
  }
  const describing = (alarm: object, more: object = {}) =>
    alarmsThat({ DescribeAlarms: () => ({ MetricAlarms: [{ ...DESCRIBED, ...alarm }], ...more }) });

  it('asks for metric and composite alarms', async () => {
    const alarms = await describing({});
    await alarms.describe(['a']);
    expect(server?.calls[0]?.input).toMatchObject({
      AlarmNames: ['a'],
      AlarmTypes: ['MetricAlarm', 'CompositeAlarm'],
    });
  });

  it('asks for log alarms where a name is none of those', async () => {
    const alarms = await describing({});
    await alarms.describe(['a', 'timeouts']);
    expect(server?.calls.slice(1).map(({ input }) => input)).toMatchObject([
      { AlarmNames: ['timeouts'], AlarmTypes: ['LogAlarm'] },
    ]);
  });

  it('is not known, and hides no other one, where CloudWatch refuses to look for log alarms', async () => {
    const refuse = () => {
      throw new Refusal('ValidationException', 'LogAlarm is not one of MetricAlarm, CompositeAlarm', 400);
    };
    const alarms = await alarmsThat({
      DescribeAlarms: ({ AlarmTypes }) =>
        String(AlarmTypes) === 'LogAlarm' ? refuse() : { MetricAlarms: [DESCRIBED] },
    });
    const found = await alarms.describe(['a', 'timeouts']);
    expect(found.get('a')).toMatchObject({ known: true });
    expect(found.get('timeouts')).toEqual({
      known: false,
      why: expect.stringMatching(
        /^No metric alarm or composite alarm has this name.* log alarms.*ValidationException/,
      ),
    });
  });

  it('is retried by the machine where CloudWatch cannot look for log alarms at the moment', async () => {
    const alarms = await alarmsThat({
      DescribeAlarms: ({ AlarmTypes }) => {
        if (String(AlarmTypes) === 'LogAlarm') throw new Refusal('Throttling', 'Rate exceeded', 400);
        return {};
      },
    });
    await expect(alarms.describe(['timeouts'])).rejects.toMatchObject({ name: 'TransientFailure' });
  });

  it('takes all periods for the datapoints needed, and missing data for missing, where nothing is said', async () => {
    const alarms = await describing({ TreatMissingData: undefined });
    expect((await described(alarms, ['a'])).get('a')).toMatchObject({
      datapointsToAlarm: 2,
      treatMissingData: 'missing',
      evaluationPeriods: 2,
    });
  });

  it('reads the raw metrics under metric math, and takes the longest period', async () => {
    const stat = (name: string, Period: number) => ({
      MetricStat: { Metric: { Namespace: 'Shop', MetricName: name }, Period, Stat: 'p99' },
    });
    const Metrics = [
      { Id: 'rate', Expression: 'errors / requests', ReturnData: true },
      { Id: 'errors', ...stat('Errors', 60) },
      { Id: 'requests', ...stat('Requests', 300) },
    ];
    const alarms = await describing({ MetricName: undefined, Period: undefined, Metrics });
    expect((await described(alarms, ['a'])).get('a')).toMatchObject({
      periodSeconds: 300,
      metrics: [
        { metricName: 'Errors', statistic: 'p99', periodSeconds: 60, dimensions: {} },
        { metricName: 'Requests', periodSeconds: 300 },
      ],
      queries: [],
    });
  });

  it('reads composite alarms and what suppresses them', async () => {
    const { MetricName, Namespace, Statistic, Period, EvaluationPeriods, ...basics } = DESCRIBED;
    const CompositeAlarms = [
      { ...basics, AlarmName: 'quiet', AlarmRule: 'ALARM(a)' },
      {
        ...basics,
        AlarmName: 'muted',
        AlarmRule: 'ALARM(a)',
        ActionsSuppressedBy: 'Alarm',
        ActionsSuppressor: 'deploying',
      },
    ];
    const alarms = await alarmsThat({ DescribeAlarms: () => ({ CompositeAlarms }) });
    const found = await described(alarms, ['quiet', 'muted']);
    expect(found.get('quiet')).toMatchObject({
      kind: 'composite',
      rule: 'ALARM(a)',
      actionsSuppressedBy: '',
    });
    expect(found.get('muted')).toMatchObject({ kind: 'composite', actionsSuppressedBy: 'deploying' });
  });

  it('reads on where an answer has more pages', async () => {
    const alarms = await alarmsThat({
      DescribeAlarms: ({ NextToken }) =>
        NextToken ? { MetricAlarms: [DESCRIBED] } : { MetricAlarms: [], NextToken: 'more' },
    });
    expect(await described(alarms, ['a'])).toHaveProperty('size', 1);
  });

  it.each<[string, object]>([
    ['StateValue is missing', { StateValue: undefined }],
    ['StateValue is FINE, not one of', { StateValue: 'FINE' }],
    ['StateUpdatedTimestamp is missing', { StateUpdatedTimestamp: undefined }],
    ['ActionsEnabled is missing', { ActionsEnabled: undefined }],
    ['EvaluationPeriods is missing', { EvaluationPeriods: undefined }],
    ['Period is missing', { Period: undefined }],
    ['TreatMissingData is perhaps', { TreatMissingData: 'perhaps' }],
    ['Statistic is missing', { Statistic: undefined }],
  ])('is never taken for a calm alarm, and hides no other one: %s', async (what, alarm) => {
    const MetricAlarms = [
      { ...DESCRIBED, ...alarm },
      { ...DESCRIBED, AlarmName: 'b' },
    ];
    const alarms = await alarmsThat({ DescribeAlarms: () => ({ MetricAlarms }) });
    const found = await alarms.describe(['a', 'b']);
    expect(found.get('a')).toEqual({
      known: false,
      why: expect.stringMatching(new RegExp(`^UnreadableAnswer: .*${what}`)),
    });
    expect(found.get('b')).toMatchObject({ known: true, value: { name: 'b' } });
  });

  it('is no alarm at all without a name', async () => {
    const alarms = await describing({ AlarmName: undefined });
    await expect(alarms.describe(['a'])).rejects.toMatchObject({ name: 'UnreadableAnswer' });
  });

  it('reads a PromQL alarm by its interval and pending period', async () => {
    const alarms = await describing({
      MetricName: undefined,
      Period: undefined,
      EvaluationPeriods: undefined,
      EvaluationInterval: 30,
      EvaluationCriteria: { PromQLCriteria: { Query: 'up == 0', PendingPeriod: 90, RecoveryPeriod: 60 } },
    });
    expect((await described(alarms, ['a'])).get('a')).toMatchObject({
      periodSeconds: 30,
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
      metrics: [],
      queries: [],
    });
  });

  it('reads the history of either kind of alarm on every page, changes of state within the window only', async () => {
    const fired = '{"oldState":{"stateValue":"OK"},"newState":{"stateValue":"ALARM"}}';
    const alarms = await alarmsThat({
      DescribeAlarmHistory: ({ NextToken }) =>
        NextToken ? item(fired) : { AlarmHistoryItems: [], NextToken: 'more' },
    });
    expect(await alarms.history('a', at(NOW - MINUTE), at(NOW), 'metric')).toMatchObject([
      { from: 'OK', to: 'ALARM' },
    ]);
    expect(server?.calls[0]?.input).toMatchObject({
      AlarmName: 'a',
      AlarmTypes: ['MetricAlarm', 'CompositeAlarm'],
      HistoryItemType: 'StateUpdate',
      StartDate: (NOW - MINUTE) / 1000,
      EndDate: NOW / 1000,
      ScanBy: 'TimestampAscending',
    });
  });

  it('reads the history of a log alarm', async () => {
    const alarms = await alarmsThat({ DescribeAlarmHistory: () => ({}) });
    await alarms.history('timeouts', at(NOW - MINUTE), at(NOW), 'log');
    expect(server?.calls[0]?.input).toMatchObject({ AlarmTypes: ['LogAlarm'] });
  });

  const item = (HistoryData: unknown) => ({
    AlarmHistoryItems: [{ AlarmName: 'a', Timestamp: 1_795_435_200, HistoryData }],
  });
  it.each<[string, unknown]>([
    ['missing', undefined],
    ['not JSON', 'ALARM'],
    ['no object', '"ALARM"'],
    ['without states', '{}'],
    ['with another state', '{"oldState":{"stateValue":"OK"},"newState":{"stateValue":"WORSE"}}'],
  ])('is never an empty history: data that is %s', async (_what, data) => {
    const alarms = await alarmsThat({ DescribeAlarmHistory: () => item(data) });
    await expect(alarms.history('a', at(NOW), at(NOW), 'metric')).rejects.toMatchObject({
      name: 'UnreadableAnswer',
    });
  });

  it.each(['Forbidden', 'InternalError', 'PartialData', undefined])(
    'is never "no data": a result with the status %s',
    async (StatusCode) => {
      const alarms = await alarmsThat({
        GetMetricData: () => ({ MetricDataResults: [{ Id: 'asked', StatusCode, Values: [] }] }),
      });
      await expect(alarms.hasData(METRIC, at(0), at(NOW))).rejects.toMatchObject({
        name: 'UnreadableAnswer',
      });
    },
  );

  it('finds data on a later page', async () => {
    const page = (Values: number[], StatusCode: string) => ({
      MetricDataResults: [{ Id: 'asked', StatusCode, Values }],
    });
    const alarms = await alarmsThat({
      GetMetricData: ({ NextToken }) =>
        NextToken ? page([1], 'Complete') : { ...page([], 'PartialData'), NextToken: 'more' },
    });
    expect(await alarms.hasData(METRIC, at(0), at(NOW))).toBe(true);
  });

  it('throttling is what a later try may not meet; a refusal is not', async () => {
    const refuse = (code: string, status: number) => () => {
      throw new Refusal(code, 'no', status);
    };
    const throttled = await alarmsThat({ DescribeAlarms: refuse('ThrottlingException', 400) });
    await expect(throttled.describe(['a'])).rejects.toMatchObject({ name: 'TransientFailure' });
    await server?.stop();
    const denied = await alarmsThat({ DescribeAlarms: refuse('AccessDeniedException', 403) });
    await expect(denied.describe(['a'])).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });
});
