/** Once all scenarios were played: no role allows what no function does. */
import type { Emulator } from '../emulator/emulator.ts';
import { type Gateway, type UnusedException, unusedActions } from '../gateway/index.ts';
import type { CheckOutcome } from './check.ts';

const WRITTEN_BY_LAMBDA: readonly UnusedException[] = ['logs:CreateLogStream', 'logs:PutLogEvents'].map(
  (action) => ({
    action,
    reason: 'Lambda itself writes the logs with the role; the emulator writes them without asking.',
  }),
);

function putIntoSubnets(role: string): readonly UnusedException[] {
  return [
    'ec2:AssignPrivateIpAddresses',
    'ec2:CreateNetworkInterface',
    'ec2:DeleteNetworkInterface',
    'ec2:DescribeNetworkInterfaces',
    'ec2:DescribeSubnets',
    'ec2:UnassignPrivateIpAddresses',
  ].map((action) => ({
    action,
    role,
    reason: 'Lambda itself puts the function into the subnets with the role; the emulator has no network.',
  }));
}

const WAKES_A_FUNCTION: UnusedException = {
  action: 'lambda:GetFunction',
  role: 'AnswerCloudFormation',
  reason: 'Of the CDK’s own provider: it waits for a function that Lambda has put to sleep.',
};

/** What roles of the migration may have though no scenario needs it, and why. */
export const MIGRATION_EXCEPTIONS: readonly UnusedException[] = [
  ...WRITTEN_BY_LAMBDA,
  WAKES_A_FUNCTION,
  ...putIntoSubnets('VerifyRds'),
  ...['s3:PutBucketPublicAccessBlock', 's3:PutEncryptionConfiguration'].map((action) => ({
    action,
    role: 'ProvisionStateBucket',
    reason: 'A new bucket has these already; they are set on an adopted one that lacks them.',
  })),
  ...['JudgeSoak', 'MeasureLegacyTraffic'].map((role) => ({
    action: 'cloudwatch:ListMetrics',
    role,
    reason: "Asked only about metrics that a configuration names itself (`traffic`); the shop's are found.",
  })),
  ...['s3:GetObject', 's3:PutObject'].map((action) => ({
    action,
    role: 'ShiftWeight',
    reason:
      'A continued migration (`startAtPercent`) keeps its copy of the before-image; every stop rolls back, so none is left to continue.',
  })),
  {
    action: 'dynamodb:Query',
    role: 'JoinRollBack',
    reason: 'Takes the place of a rollback whose execution has ended before it was done; here none does.',
  },
  {
    action: 'dynamodb:PutItem',
    role: 'StopMigration',
    reason:
      'Marks the rollback as owed where the journal was away for RestoreLegacy, and is back a moment later.',
  },
  {
    action: 'route53:ListResourceRecordSets',
    role: 'ValidateInput',
    reason:
      'Reads the fence of a stopped migration that is to be continued; every stop rolls back, so none is left.',
  },
];

/** The same of the masters. */
export const MASTERS_EXCEPTIONS: readonly UnusedException[] = [
  ...WRITTEN_BY_LAMBDA,
  WAKES_A_FUNCTION,
  ...putIntoSubnets('ObserveCluster'),
  ...putIntoSubnets('ObserveVersions'),
  ...[
    ['DrainMaster', 'elasticloadbalancing:DescribeInstanceHealth'],
    ['DrainMaster', 'elasticloadbalancing:DeregisterInstancesFromLoadBalancer'],
    ['PageOperator', 'elasticloadbalancing:DescribeInstanceHealth'],
    ['PageOperator', 'elasticloadbalancing:RegisterInstancesWithLoadBalancer'],
    ['VerifyMaster', 'elasticloadbalancing:DescribeInstanceHealth'],
  ].map(([role = '', action = '']) => ({
    action,
    role,
    reason:
      'For a classic load balancer, as kops made them for the API until 1.37; the shop has a newer one.',
  })),
  ...[
    'autoscaling:CompleteLifecycleAction',
    'autoscaling:DeleteLifecycleHook',
    'dynamodb:GetItem',
    'dynamodb:PutItem',
  ].map((action) => ({
    action,
    role: 'ReconcileHooks',
    reason:
      'When the stack is deleted, no instance may be left in a hook, and none may be put back; no scenario deletes it.',
  })),
  ...['AcquireLease', 'RecordMastersDecision'].map((role) => ({
    action: 'dynamodb:DeleteItem',
    role,
    reason: 'Takes back that people were told when SNS refused to tell them.',
  })),
  {
    action: 'sqs:SendMessage',
    role: 'TakeSignal',
    reason: 'Lambda itself keeps an event there that the function has failed with three times.',
  },
  ...[
    'sns:Publish',
    'ec2:DescribeInstances',
    'elasticloadbalancing:DescribeTargetHealth',
    'elasticloadbalancing:DescribeInstanceHealth',
    'elasticloadbalancing:RegisterTargets',
    'elasticloadbalancing:RegisterInstancesWithLoadBalancer',
  ].map((action) => ({
    action,
    role: 'SweepMasters',
    reason: 'Finishes a page whose execution was cut off between breaking the lease and its end.',
  })),
  {
    action: 'sns:Publish',
    role: 'JudgeQuorum',
    reason: 'Tells a person once of a master that waits for longer than the configured patience.',
  },
  {
    action: 'states:DescribeExecution',
    role: 'PlanRoll',
    reason: 'Asks whether the execution of an unfinished roll still runs; here every roll finishes.',
  },
];

export async function noActionUnused(
  gateway: Gateway,
  emulator: Emulator,
  exceptions: readonly UnusedException[],
): Promise<CheckOutcome> {
  const { unused, idleExceptions } = unusedActions(gateway.calls, await emulator.roles(), exceptions);
  return {
    claim: `No role allows an action that no function made (${exceptions.length} exceptions with reasons)`,
    contradictions: [
      ...unused.map(
        ({ functions, action, resources }) =>
          `${functions.join(', ')} may ${action} on ${resources.join(', ')}, and never did`,
      ),
      ...idleExceptions.map(
        ({ action, role = 'every role' }) => `the exception for ${action} of ${role} is not needed any more`,
      ),
    ],
  };
}
