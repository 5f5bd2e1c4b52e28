import type { UnusedException } from '../../gateway/index.ts';
import { putIntoSubnets, WAKES_A_FUNCTION, WRITTEN_BY_LAMBDA } from '../unused.ts';

/** What roles of the masters' stack may allow although no scenario needs it, and why. */
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
    reason: 'For a classic load balancer, which kops made for the API until 1.37; the shop has a newer one.',
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
      'Used when the stack is deleted, to release instances and remove the hooks for good; no scenario deletes it.',
  })),
  ...['AcquireLease', 'RecordMastersDecision'].map((role) => ({
    action: 'dynamodb:DeleteItem',
    role,
    reason: 'Takes a dismissed replacement off the list of unfinished ones; no scenario dismisses one.',
  })),
  {
    action: 'sqs:SendMessage',
    role: 'TakeSignal',
    reason: 'Lambda itself puts an event there after the function has failed with it three times.',
  },
  ...[
    'sns:Publish',
    'elasticloadbalancing:DescribeTargetHealth',
    'elasticloadbalancing:DescribeInstanceHealth',
    'elasticloadbalancing:RegisterTargets',
    'elasticloadbalancing:RegisterInstancesWithLoadBalancer',
  ].map((action) => ({
    action,
    role: 'SweepMasters',
    reason: 'Finishes a page if its execution was stopped after it broke the lease.',
  })),
  {
    action: 'states:DescribeExecution',
    role: 'PlanRoll',
    reason: 'Asks whether the execution of an unfinished roll still runs; here every roll finishes.',
  },
];
