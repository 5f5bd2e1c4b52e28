import { optionalString, optionalWord, requiredString } from '../../protocol/input.ts';
import { type Operation, rpcService, ServiceFault } from '../../protocol/rpc-service.ts';
import type { GatewayClock, ServiceHandler } from '../../protocol/types.ts';
import type { MonitoringSource } from '../monitoring-source.ts';
import { describeAlarmHistory } from './describe-alarm-history.ts';
import { ALARM_NAME, ALARM_STATES, describeAlarms } from './describe-alarms.ts';
import { getMetricData } from './get-metric-data.ts';
import { listMetrics } from './list-metrics.ts';
import { putMetricData } from './put-metric-data.ts';

const VERSION = '2010-08-01';

/** CloudWatch (credential scope `monitoring`) over what `source` knows. */
export function monitoringService(source: MonitoringSource, clock: GatewayClock): ServiceHandler {
  return rpcService({
    service: 'monitoring',
    defaultVersion: VERSION,
    versions: {
      [VERSION]: {
        namespace: `http://monitoring.amazonaws.com/doc/${VERSION}/`,
        operations: {
          DescribeAlarms: describeAlarms(source),
          DescribeAlarmHistory: describeAlarmHistory(source, clock),
          GetMetricData: getMetricData(source, clock),
          ListMetrics: listMetrics(source),
          PutMetricData: putMetricData(source, clock),
          SetAlarmState: setAlarmState(source),
        },
      },
    },
  });
}

function setAlarmState(source: MonitoringSource): Operation {
  return ({ input }) => {
    const name = requiredString(input, 'AlarmName', ALARM_NAME);
    const state = optionalWord(input, 'StateValue', ALARM_STATES);
    const reason = requiredString(input, 'StateReason', { min: 0, max: 1023 });
    const reasonData = optionalString(input, 'StateReasonData', { min: 0, max: 4000 }) ?? '';
    if (state === undefined)
      throw new ServiceFault('ValidationError', 'The parameter StateValue is required.');
    if (reasonData !== '' && !isJson(reasonData)) {
      throw new ServiceFault('InvalidFormat', 'StateReasonData is not JSON.', {
        shape: 'InvalidFormatFault',
      });
    }
    if (source.setAlarmState === undefined) {
      throw new ServiceFault('NotImplemented', 'The rehearsal sets no alarm by hand.', { status: 501 });
    }
    if (!source.alarms().some((alarm) => alarm.name === name)) {
      throw new ServiceFault('ResourceNotFound', `Unknown alarm: ${name}`, { status: 404 });
    }
    source.setAlarmState(name, state, reason, reasonData);
    return {};
  };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    // Its being unreadable is the answer.
    return false;
  }
}
