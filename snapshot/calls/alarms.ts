import {
  type DescribeAlarmsCommandInput,
  type GetMetricDataCommandInput,
  paginateDescribeAlarms,
  paginateGetMetricData,
} from '@aws-sdk/client-cloudwatch';
import type { ContentOf } from '../../rehearsal/snapshot/file-kind.ts';
import { ALARMS, METRIC_DATA } from '../../rehearsal/snapshot/kinds/cloudwatch.ts';
import { type FileCall, onAnything } from './call.ts';

/** Composite alarms are shown only to who may read all. */
export const DESCRIBE_ALARMS: FileCall<
  Omit<DescribeAlarmsCommandInput, 'AlarmTypes'>,
  ContentOf<typeof ALARMS>
> = {
  kind: ALARMS,
  service: 'cloudwatch',
  rights: [onAnything('cloudwatch:DescribeAlarms')],
  ask: (clients, input) =>
    paginateDescribeAlarms(
      { client: clients.of('cloudwatch'), pageSize: 100 },
      { ...input, AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] },
    ),
};

export const GET_METRICS: FileCall<GetMetricDataCommandInput, ContentOf<typeof METRIC_DATA>> = {
  kind: METRIC_DATA,
  service: 'cloudwatch',
  rights: [onAnything('cloudwatch:GetMetricData')],
  ask: (clients, input) => paginateGetMetricData({ client: clients.of('cloudwatch') }, input),
};
