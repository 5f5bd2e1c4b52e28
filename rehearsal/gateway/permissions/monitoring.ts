import type { ApiCall, Permission } from '../protocol/types.ts';
import { arn, onAnything, optionalText, permission, type ServiceRules, text, texts } from './rules.ts';

export const CLOUD_TRAIL_RULES: ServiceRules = { LookupEvents: onAnything('cloudtrail:LookupEvents') };

/** Amazon Managed Service for Prometheus. */
export const APS_RULES: ServiceRules = {
  QueryMetrics: (call) => {
    const [, , workspace = ''] = call.path.split('/');
    return [permission('aps:QueryMetrics', arn('aps', call, `workspace/${decodeURIComponent(workspace)}`))];
  },
};

export const MONITORING_RULES: ServiceRules = {
  DescribeAlarms: describeAlarms,
  DescribeAlarmHistory: (call) => [
    permission('cloudwatch:DescribeAlarmHistory', alarmArn(call, optionalText(call, 'AlarmName') ?? '*')),
  ],
  DescribeAlarmsForMetric: onAnything('cloudwatch:DescribeAlarmsForMetric'),
  GetMetricData: onAnything('cloudwatch:GetMetricData'),
  GetMetricStatistics: onAnything('cloudwatch:GetMetricStatistics'),
  ListMetrics: onAnything('cloudwatch:ListMetrics'),
  PutMetricData: (call) => [
    permission('cloudwatch:PutMetricData', '*', { 'cloudwatch:namespace': [text(call, 'Namespace')] }),
  ],
  SetAlarmState: (call) => [permission('cloudwatch:SetAlarmState', alarmArn(call, text(call, 'AlarmName')))],
  DeleteAlarms: (call) =>
    texts(call, 'AlarmNames').map((name) => permission('cloudwatch:DeleteAlarms', alarmArn(call, name))),
};

function alarmArn(call: ApiCall, name: string): string {
  return arn('cloudwatch', call, `alarm:${name}`);
}

/**
 * Composite alarms are only shown to those who may describe *everything*; metric alarms also to those who may
 * describe the alarms named. Source: DescribeAlarms in the CloudWatch API reference.
 */
function describeAlarms(call: ApiCall): Permission[] {
  const action = 'cloudwatch:DescribeAlarms';
  if (texts(call, 'AlarmTypes').includes('CompositeAlarm')) return [permission(action, '*')];
  const names = texts(call, 'AlarmNames');
  if (names.length === 0) return [permission(action, alarmArn(call, '*'))];
  return names.map((name) => permission(action, alarmArn(call, name)));
}
