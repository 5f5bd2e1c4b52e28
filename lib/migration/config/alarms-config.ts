import type { IAlarm } from 'aws-cdk-lib/aws-cloudwatch';

/** An alarm of CloudWatch: its name, its ARN, or the construct that makes it. */
export type AlarmReference = string | IAlarm;

/** An alarm of CloudWatch, and what it may be. */
export interface AlarmConfig {
  /** Which alarm it is. */
  readonly alarm: AlarmReference;
  /**
   * Before the start, INSUFFICIENT_DATA of this alarm is a warning, not a failure.
   * @default false
   */
  readonly allowInsufficientData?: boolean;
}
