import type { IAlarm } from 'aws-cdk-lib/aws-cloudwatch';

export type AlarmReference = string | IAlarm;

export interface AlarmConfig {
  readonly alarm: AlarmReference;
  /**
   * Before the start, INSUFFICIENT_DATA of this alarm is a warning, not a failure.
   * @default false
   */
  readonly allowInsufficientData?: boolean;
}
