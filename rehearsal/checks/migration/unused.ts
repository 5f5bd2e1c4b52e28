import type { UnusedException } from '../../gateway/index.ts';
import { putIntoSubnets, WAKES_A_FUNCTION, WRITTEN_BY_LAMBDA } from '../unused.ts';

/** States that judge whether legacy could take the traffic back. */
const LOOK_AT_LEGACY = [
  'VerifyLegacy',
  'JudgeLegacy',
  'JudgePromotion',
  'JudgeTimeOut',
  'MeasureLegacyTraffic',
];

/** What roles of the migration may allow although no scenario needs it, and why. */
export const MIGRATION_EXCEPTIONS: readonly UnusedException[] = [
  ...WRITTEN_BY_LAMBDA,
  WAKES_A_FUNCTION,
  ...putIntoSubnets('ProbeDatabases1'),
  ...putIntoSubnets('ProbeDatabases2'),
  ...putIntoSubnets('VerifyWorkloads'),
  ...putIntoSubnets('LogInToDatabases'),
  ...['s3:PutBucketOwnershipControls', 's3:PutBucketPublicAccessBlock', 's3:PutEncryptionConfiguration'].map(
    (action) => ({
      action,
      role: 'ProvisionStateBucket',
      reason: 'A new bucket has these already; they are set on an adopted one that lacks them.',
    }),
  ),
  {
    action: 'elasticloadbalancing:DescribeInstanceHealth',
    role: 'VerifyCluster',
    reason: 'Only where the API is behind a classic load balancer; the shop’s is behind a network one.',
  },
  {
    action: 'elasticloadbalancing:DescribeInstanceHealth',
    role: 'VerifyIngress',
    reason: 'Only where the cluster is behind a classic load balancer; the shop’s is behind a newer one.',
  },
  ...['DescribeListeners', 'DescribeListenerAttributes'].map((operation) => ({
    action: `elasticloadbalancing:${operation}`,
    role: 'VerifyIngress',
    reason: 'Only where a network load balancer serves the names; the shop has none of these.',
  })),
  ...['DescribeTransitGatewayAttachments', 'SearchTransitGatewayRoutes'].map((operation) => ({
    action: `ec2:${operation}`,
    role: 'VerifyNetwork',
    reason: 'Only where VPCs are attached to a transit gateway; the shop’s are peered.',
  })),
  ...['JudgeSoak', 'MeasureLegacyTraffic'].map((role) => ({
    action: 'cloudwatch:ListMetrics',
    role,
    reason: 'Only for metrics that a configuration names (`traffic`); the shop names none.',
  })),
  ...LOOK_AT_LEGACY.flatMap((role) =>
    ['DescribeTargetGroups', 'DescribeTargetHealth'].map((operation) => ({
      action: `elasticloadbalancing:${operation}`,
      role,
      reason: 'Reads the targets of newer load balancers; the shop leaves a classic one.',
    })),
  ),
  ...['s3:GetObject', 's3:PutObject'].map((action) => ({
    action,
    role: 'ShiftWeight',
    reason:
      'A continued migration (`startAtPercent`) keeps its copy of the before-image; every stop rolls back, so none is left to continue.',
  })),
  ...['route53:GetHealthCheck', 'route53:GetHealthCheckStatus'].map((action) => ({
    action,
    role: 'shop-cutover-dns',
    reason: 'No record of the zone in the DNS account has a health check.',
  })),
  {
    action: 'dynamodb:Query',
    role: 'JoinRollBack',
    reason: 'Takes over a rollback whose execution ended before it was done; here none does.',
  },
  {
    action: 'dynamodb:PutItem',
    role: 'StopMigration',
    reason:
      'Marks the rollback as owed if the journal was unavailable to RestoreLegacy and is back a moment later.',
  },
  {
    action: 'route53:ListResourceRecordSets',
    role: 'ValidateInput',
    reason: 'Reads the fence of a stopped migration to continue it; every stop rolls back, so none is left.',
  },
];
