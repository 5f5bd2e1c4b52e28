import {
  type AlarmHistoryItem,
  type CloudWatchClient,
  type CompositeAlarm as DescribedComposite,
  type MetricAlarm as DescribedMetric,
  GetMetricDataCommand,
  type Metric,
  paginateDescribeAlarmHistory,
  paginateDescribeAlarms,
} from '@aws-sdk/client-cloudwatch';
import { answersOf } from '../../shared/adapters/answers-of.ts';
import { namingTransients } from '../../shared/adapters/transient.ts';
import {
  ALARM_STATES,
  type Alarm,
  type AlarmMetric,
  type AlarmState,
  type AlarmTransition,
  type MetricAlarm,
  MISSING_DATA,
  type MissingData,
} from '../domain/alarm.ts';
import type { Alarms } from '../ports/alarms.ts';

const { given, unreadable } = answersOf('CloudWatch');

/** DescribeAlarms takes at most this many names, and gives at most as many alarms a page. */
const NAMES_A_CALL = 100;

/** Both kinds, because CloudWatch answers with metric alarms alone by default. */
const BOTH_KINDS: ('MetricAlarm' | 'CompositeAlarm')[] = ['MetricAlarm', 'CompositeAlarm'];

/** Alarms as CloudWatch describes them. */
export class CloudWatchAlarms implements Alarms {
  readonly #client: CloudWatchClient;

  constructor(client: CloudWatchClient) {
    this.#client = client;
  }

  describe(names: readonly string[]): Promise<readonly Alarm[]> {
    return namingTransients('CloudWatch DescribeAlarms', () => describe(this.#client, names));
  }

  history(name: string, from: string, until: string): Promise<readonly AlarmTransition[]> {
    return namingTransients('CloudWatch DescribeAlarmHistory', () =>
      history(this.#client, name, from, until),
    );
  }

  hasData(metric: AlarmMetric, from: string, until: string): Promise<boolean> {
    return namingTransients('CloudWatch GetMetricData', () => hasData(this.#client, metric, from, until));
  }
}

async function describe(client: CloudWatchClient, names: readonly string[]): Promise<readonly Alarm[]> {
  const byName = new Map<string, Alarm>();
  for (let i = 0; i < names.length; i += NAMES_A_CALL) {
    const AlarmNames = names.slice(i, i + NAMES_A_CALL);
    const pages = paginateDescribeAlarms(
      { client, pageSize: NAMES_A_CALL },
      { AlarmNames, AlarmTypes: BOTH_KINDS },
    );
    for await (const page of pages) {
      for (const alarm of page.MetricAlarms ?? []) byName.set(alarm.AlarmName ?? '', metricAlarm(alarm));
      for (const alarm of page.CompositeAlarms ?? [])
        byName.set(alarm.AlarmName ?? '', compositeAlarm(alarm));
    }
  }
  return names.flatMap((name) => byName.get(name) ?? []);
}

function basics(alarm: DescribedMetric | DescribedComposite) {
  const name = given(alarm.AlarmName, 'an alarm', 'AlarmName');
  return {
    name,
    arn: given(alarm.AlarmArn, name, 'AlarmArn'),
    state: oneOf(ALARM_STATES, alarm.StateValue, name, 'StateValue'),
    stateReason: alarm.StateReason ?? '',
    stateUpdatedAt: given(alarm.StateUpdatedTimestamp, name, 'StateUpdatedTimestamp').toISOString(),
    configurationUpdatedAt: given(
      alarm.AlarmConfigurationUpdatedTimestamp,
      name,
      'AlarmConfigurationUpdatedTimestamp',
    ).toISOString(),
    actionsEnabled: given(alarm.ActionsEnabled, name, 'ActionsEnabled'),
  };
}

function metricAlarm(alarm: DescribedMetric): MetricAlarm {
  const common = basics(alarm);
  const metrics = metricsOf(alarm);
  const evaluationPeriods = given(alarm.EvaluationPeriods, common.name, 'EvaluationPeriods');
  // PromQL and Metrics Insights alarms say how often they are evaluated in place of a period.
  const periods = [alarm.Period, alarm.EvaluationInterval, ...metrics.map((m) => m.periodSeconds)];
  const periodSeconds = Math.max(0, ...periods.filter((p) => p !== undefined));
  return {
    ...common,
    kind: 'metric',
    periodSeconds: given(periodSeconds || undefined, common.name, 'Period'),
    evaluationPeriods,
    datapointsToAlarm: alarm.DatapointsToAlarm ?? evaluationPeriods,
    treatMissingData: oneOf<MissingData>(
      MISSING_DATA,
      alarm.TreatMissingData ?? 'missing',
      common.name,
      'TreatMissingData',
    ),
    metrics,
    evaluationState: alarm.EvaluationState ?? '',
  };
}

function compositeAlarm(alarm: DescribedComposite): Alarm {
  const suppressed = alarm.ActionsSuppressedBy !== undefined;
  return {
    ...basics(alarm),
    kind: 'composite',
    rule: given(alarm.AlarmRule, alarm.AlarmName ?? '', 'AlarmRule'),
    actionsSuppressedBy: suppressed
      ? (alarm.ActionsSuppressor ?? alarm.ActionsSuppressedReason ?? 'an unnamed alarm')
      : '',
  };
}

function metricsOf(alarm: DescribedMetric): AlarmMetric[] {
  const statistic = alarm.Statistic ?? alarm.ExtendedStatistic;
  if (alarm.MetricName !== undefined)
    return [alarmMetric(alarm.AlarmName ?? '', alarm, statistic, alarm.Period)];
  return (alarm.Metrics ?? []).flatMap(({ MetricStat }) =>
    MetricStat
      ? [alarmMetric(alarm.AlarmName ?? '', MetricStat.Metric ?? {}, MetricStat.Stat, MetricStat.Period)]
      : [],
  );
}

function alarmMetric(
  alarmName: string,
  metric: Metric,
  statistic: string | undefined,
  period: number | undefined,
): AlarmMetric {
  return {
    namespace: given(metric.Namespace, alarmName, 'Namespace'),
    metricName: given(metric.MetricName, alarmName, 'MetricName'),
    dimensions: Object.fromEntries((metric.Dimensions ?? []).map((d) => [d.Name ?? '', d.Value ?? ''])),
    statistic: given(statistic, alarmName, 'Statistic'),
    periodSeconds: given(period, alarmName, 'Period'),
  };
}

async function history(
  client: CloudWatchClient,
  name: string,
  from: string,
  until: string,
): Promise<readonly AlarmTransition[]> {
  const transitions: AlarmTransition[] = [];
  const pages = paginateDescribeAlarmHistory(
    { client, pageSize: 100 },
    {
      AlarmName: name,
      AlarmTypes: BOTH_KINDS,
      HistoryItemType: 'StateUpdate',
      StartDate: new Date(from),
      EndDate: new Date(until),
      ScanBy: 'TimestampAscending',
    },
  );
  for await (const page of pages) {
    for (const item of page.AlarmHistoryItems ?? []) transitions.push(transition(name, item));
  }
  return transitions;
}

/** Format of `HistoryData` version 1.0: `{oldState: {stateValue}, newState: {stateValue, stateReason}}`. */
function transition(name: string, item: AlarmHistoryItem): AlarmTransition {
  const data = parseHistoryData(name, given(item.HistoryData, name, 'HistoryData'));
  return {
    at: given(item.Timestamp, name, 'Timestamp').toISOString(),
    from: oneOf(ALARM_STATES, data.oldState?.stateValue, name, 'oldState.stateValue'),
    to: oneOf(ALARM_STATES, data.newState?.stateValue, name, 'newState.stateValue'),
    reason: data.newState?.stateReason ?? '',
  };
}

interface HistoryData {
  readonly oldState?: { readonly stateValue?: AlarmState };
  readonly newState?: { readonly stateValue?: AlarmState; readonly stateReason?: string };
}

function parseHistoryData(name: string, text: string): HistoryData {
  try {
    const data: unknown = JSON.parse(text);
    if (typeof data === 'object' && data !== null) return data;
  } catch {
    // Falls through to the one error for both: not JSON, and JSON that is no object.
  }
  throw unreadable(name, `HistoryData is not a JSON object: ${text}`);
}

async function hasData(
  client: CloudWatchClient,
  metric: AlarmMetric,
  from: string,
  until: string,
): Promise<boolean> {
  let NextToken: string | undefined;
  do {
    const answer = await client.send(
      new GetMetricDataCommand({
        MetricDataQueries: [{ Id: 'asked', MetricStat: metricStat(metric) }],
        StartTime: new Date(from),
        EndTime: new Date(until),
        ...(NextToken && { NextToken }),
      }),
    );
    for (const { StatusCode, Values } of answer.MetricDataResults ?? []) {
      if (Values?.length) return true;
      // Without this, "may not be read" would look like "no data".
      if (StatusCode !== 'Complete' && StatusCode !== 'PartialData')
        throw unreadable(metric.metricName, `the metric's data has the status ${StatusCode ?? 'missing'}`);
    }
    NextToken = answer.NextToken;
  } while (NextToken);
  return false;
}

function metricStat(metric: AlarmMetric) {
  return {
    Metric: {
      Namespace: metric.namespace,
      MetricName: metric.metricName,
      Dimensions: Object.entries(metric.dimensions).map(([Name, Value]) => ({ Name, Value })),
    },
    Period: metric.periodSeconds,
    Stat: metric.statistic,
  };
}

function oneOf<T extends string>(
  words: readonly T[],
  value: string | undefined,
  name: string,
  field: string,
): T {
  const found = words.find((word) => word === value);
  if (found === undefined)
    throw unreadable(name, `${field} is ${value ?? 'missing'}, not one of ${words.join(', ')}`);
  return found;
}
