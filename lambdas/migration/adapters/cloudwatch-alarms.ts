import {
  type AlarmHistoryItem,
  type AlarmType,
  type CloudWatchClient,
  paginateDescribeAlarmHistory,
  paginateDescribeAlarms,
} from '@aws-sdk/client-cloudwatch';
import { answersOf } from '../../shared/adapters/answers-of.ts';
import { isTransient, namingTransients } from '../../shared/adapters/transient.ts';
import {
  ALARM_STATES,
  type Alarm,
  type AlarmKind,
  type AlarmMetric,
  type AlarmQuery,
  type AlarmState,
  type AlarmTransition,
} from '../domain/alarm.ts';
import { type Reading, readingOf, whyNotKnown } from '../domain/reading.ts';
import type { Alarms } from '../ports/alarms.ts';
import { compositeAlarm, logAlarm, metricAlarm } from './described-alarm.ts';
import { hasData } from './metric-data.ts';

const { given, oneOf, unreadable } = answersOf('CloudWatch');

/** DescribeAlarms takes at most this many names, and gives at most as many alarms a page. */
const NAMES_A_CALL = 100;

/** By default CloudWatch answers with metric alarms alone. */
const BOTH_TYPES: AlarmType[] = ['MetricAlarm', 'CompositeAlarm'];
/** Asked for alone: where CloudWatch doesn't know this type yet, it refuses the whole call. */
const LOG_TYPE: AlarmType[] = ['LogAlarm'];

/** Alarms as CloudWatch describes them. */
export class CloudWatchAlarms implements Alarms {
  readonly #client: CloudWatchClient;

  constructor(client: CloudWatchClient) {
    this.#client = client;
  }

  describe(names: readonly string[]): Promise<ReadonlyMap<string, Reading<Alarm>>> {
    return namingTransients('CloudWatch DescribeAlarms', () => describe(this.#client, names));
  }

  history(
    name: string,
    from: string,
    until: string,
    kind: AlarmKind | undefined,
  ): Promise<readonly AlarmTransition[]> {
    const types = kind === 'log' ? LOG_TYPE : BOTH_TYPES;
    return namingTransients('CloudWatch DescribeAlarmHistory', () =>
      history(this.#client, name, types, { from, until }),
    );
  }

  hasData(source: AlarmMetric | AlarmQuery, from: string, until: string): Promise<boolean> {
    return namingTransients('CloudWatch GetMetricData', () => hasData(this.#client, source, from, until));
  }
}

async function describe(
  client: CloudWatchClient,
  names: readonly string[],
): Promise<ReadonlyMap<string, Reading<Alarm>>> {
  const found = await describeTypes(client, names, BOTH_TYPES);
  const others = names.filter((name) => !found.has(name));
  return new Map([...found, ...(await describeLogAlarms(client, others))]);
}

/** Those of the names that log alarms have; where CloudWatch refuses to look for such, none of them is known. */
async function describeLogAlarms(
  client: CloudWatchClient,
  names: readonly string[],
): Promise<ReadonlyMap<string, Reading<Alarm>>> {
  try {
    return await describeTypes(client, names, LOG_TYPE);
  } catch (error) {
    if (isTransient(error)) throw error;
    const why = `No metric alarm or composite alarm has this name, and log alarms could not be read: ${whyNotKnown(error)}`;
    return new Map(names.map((name) => [name, { known: false, why }]));
  }
}

async function describeTypes(
  client: CloudWatchClient,
  names: readonly string[],
  AlarmTypes: AlarmType[],
): Promise<ReadonlyMap<string, Reading<Alarm>>> {
  const byName = new Map<string, Reading<Alarm>>();
  const read = async <Described extends { readonly AlarmName?: string | undefined }>(
    described: readonly Described[],
    alarmOf: (one: Described) => Alarm,
  ) => {
    for (const each of described) byName.set(nameOf(each), await readingOf(async () => alarmOf(each)));
  };
  for (let i = 0; i < names.length; i += NAMES_A_CALL) {
    const AlarmNames = names.slice(i, i + NAMES_A_CALL);
    const pages = paginateDescribeAlarms({ client, pageSize: NAMES_A_CALL }, { AlarmNames, AlarmTypes });
    for await (const { MetricAlarms = [], CompositeAlarms = [], LogAlarms = [] } of pages) {
      await read(MetricAlarms, metricAlarm);
      await read(CompositeAlarms, compositeAlarm);
      await read(LogAlarms, logAlarm);
    }
  }
  return byName;
}

function nameOf({ AlarmName }: { readonly AlarmName?: string | undefined }): string {
  return given(AlarmName, 'an alarm', 'AlarmName');
}

async function history(
  client: CloudWatchClient,
  name: string,
  AlarmTypes: AlarmType[],
  { from, until }: { readonly from: string; readonly until: string },
): Promise<readonly AlarmTransition[]> {
  const transitions: AlarmTransition[] = [];
  const pages = paginateDescribeAlarmHistory(
    { client, pageSize: 100 },
    {
      AlarmName: name,
      AlarmTypes,
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
