import type { XmlValue } from '../../protocol/aws-query.ts';
import { optionalInteger, optionalString, optionalTime, optionalWord, words } from '../../protocol/input.ts';
import { pageOf } from '../../protocol/paging.ts';
import type { Operation } from '../../protocol/rpc-service.ts';
import type { GatewayClock } from '../../protocol/types.ts';
import type { MonitoringSource, SourceStatus, SourceTransition } from '../monitoring-source.ts';
import { ALARM_NAME, ALARM_TYPES, isOfTypes, PAGE_TOKEN, TYPE_OF } from './describe-alarms.ts';

const HISTORY_TYPES = [
  'ConfigurationUpdate',
  'StateUpdate',
  'Action',
  'AlarmContributorStateUpdate',
  'AlarmContributorAction',
] as const;
const ORDERS = ['TimestampDescending', 'TimestampAscending'] as const;
const DEFAULT_PAGE = 100;

/** CloudWatch keeps an alarm's history for two weeks, milliseconds. */
export const HISTORY_KEPT = 14 * 24 * 3600 * 1000;

/** `DescribeAlarmHistory`: SPEC.md, "Alarm history". */
export function describeAlarmHistory(source: MonitoringSource, clock: GatewayClock): Operation {
  return ({ input }) => {
    const asked = {
      name: optionalString(input, 'AlarmName', ALARM_NAME),
      types: words(input, 'AlarmTypes', ALARM_TYPES),
      kind: optionalWord(input, 'HistoryItemType', HISTORY_TYPES),
      from: optionalTime(input, 'StartDate') ?? 0,
      until: optionalTime(input, 'EndDate') ?? Number.POSITIVE_INFINITY,
      order: optionalWord(input, 'ScanBy', ORDERS) ?? 'TimestampDescending',
    };
    const size = optionalInteger(input, 'MaxRecords', { min: 1, max: 100 }) ?? DEFAULT_PAGE;
    const from = Math.max(asked.from, clock.now() - HISTORY_KEPT);
    const found = source
      .history()
      .filter(
        ({ alarm, kind }) =>
          (asked.name === undefined || alarm === asked.name) && isOfTypes(kind, asked.types),
      )
      .filter(({ at }) => at >= from && at <= asked.until)
      .toSorted((a, b) => (asked.order === 'TimestampAscending' ? a.at - b.at : b.at - a.at));
    // The source reports changes of state only.
    const items = asked.kind === undefined || asked.kind === 'StateUpdate' ? found : [];
    const page = pageOf(items, size, optionalString(input, 'NextToken', PAGE_TOKEN), asked);
    return { AlarmHistoryItems: page.items.map(historyItem), NextToken: page.nextToken };
  };
}

function historyItem({ alarm, kind, at, from, to }: SourceTransition): XmlValue {
  return {
    AlarmName: alarm,
    AlarmType: TYPE_OF[kind],
    Timestamp: new Date(at),
    HistoryItemType: 'StateUpdate',
    HistorySummary: `Alarm updated from ${from.state} to ${to.state}`,
    HistoryData: JSON.stringify({ version: '1.0', oldState: stateOf(from), newState: stateOf(to) }),
  };
}

function stateOf({ state, reason, reasonData }: SourceStatus): object {
  return {
    stateValue: state,
    stateReason: reason,
    ...(reasonData === '' ? {} : { stateReasonData: JSON.parse(reasonData) }),
  };
}
