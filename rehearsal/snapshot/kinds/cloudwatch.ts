import type { DescribeAlarmsOutput } from '@aws-sdk/client-cloudwatch';
import { fileKind } from '../file-kind.ts';
import { oneOf } from '../needs.ts';

/** Without `--alarm-types` the CLI prints metric alarms alone. */
export const ALARMS = fileKind<DescribeAlarmsOutput>()({
  service: 'cloudwatch',
  call: 'describe-alarms',
  flags: '--alarm-types MetricAlarm CompositeAlarm',
  answer: async () => (await import('@aws-sdk/client-cloudwatch')).DescribeAlarmsOutput$,
  needs: {
    MetricAlarms: [
      {
        AlarmName: true,
        AlarmArn: true,
        ActionsEnabled: true,
        EvaluationPeriods: true,
        ComparisonOperator: oneOf(
          'GreaterThanThreshold',
          'GreaterThanOrEqualToThreshold',
          'LessThanThreshold',
          'LessThanOrEqualToThreshold',
        ),
      },
    ],
  },
});
