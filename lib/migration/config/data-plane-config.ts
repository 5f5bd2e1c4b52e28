import type { IAlarm } from 'aws-cdk-lib/aws-cloudwatch';

/** On which alarms DNS returns to legacy by itself. */
export interface DataPlaneConfig {
  /**
   * Those of `alarms` that get a health check: on one metric of standard resolution, with Average, Sum, Minimum, Maximum or
   * SampleCount and a fixed threshold.
   */
  readonly alarms: readonly (string | IAlarm)[];
}
