import type {
  DescribeAlarmsOutput,
  GetMetricDataInput,
  GetMetricDataOutput,
} from '@aws-sdk/client-cloudwatch';
import { ANY_NAME, fileKind, INPUT } from '../file-kind.ts';

const sdk = () => import('@aws-sdk/client-cloudwatch');

/** Without `--alarm-types` the CLI prints metric alarms alone. */
export const ALARMS = fileKind<DescribeAlarmsOutput>()({
  service: 'cloudwatch',
  call: 'describe-alarms',
  flags: '--alarm-types MetricAlarm CompositeAlarm',
  answer: async () => (await sdk()).DescribeAlarmsOutput$,
  needs: {
    MetricAlarms: [
      {
        AlarmName: true,
        AlarmArn: true,
        ActionsEnabled: true,
        EvaluationPeriods: true,
        ComparisonOperator: true,
      },
    ],
  },
});

/** What `METRIC_DATA` of the same name was asked: an answer says neither which metrics its ids stand for, nor since when. */
export const METRIC_QUERIES = fileKind<GetMetricDataInput>()({
  service: 'cloudwatch',
  call: `get-metric-data${INPUT}`,
  options: [ANY_NAME],
  answer: async () => (await sdk()).GetMetricDataInput$,
  needs: { StartTime: true, EndTime: true, MetricDataQueries: [{ Id: true }] },
});

export const METRIC_DATA = fileKind<GetMetricDataOutput>()({
  service: 'cloudwatch',
  call: 'get-metric-data',
  options: ['--cli-input-json'],
  answer: async () => (await sdk()).GetMetricDataOutput$,
  needs: { MetricDataResults: [{ Id: true, Timestamps: true, Values: true, StatusCode: true }] },
});
