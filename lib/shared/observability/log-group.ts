import { RemovalPolicy } from 'aws-cdk-lib';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';

/**
 * A log that goes with the stack: what must outlive it is in the journal and in the reports, and a group of this
 * name left behind would bar the next deployment.
 */
export function logGroup(scope: Construct, logGroupName: string, retention: RetentionDays): LogGroup {
  return new LogGroup(scope, 'Logs', { logGroupName, retention, removalPolicy: RemovalPolicy.DESTROY });
}
