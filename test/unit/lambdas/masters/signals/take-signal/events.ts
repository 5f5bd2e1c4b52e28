/** Events in the formats that AWS documents, with the ids of the tests' masters. */
import { GROUP_A, MASTER_A } from '../../../../../support/masters/masters.ts';

export const AT = '2026-03-01T10:00:00Z';

interface Event {
  readonly [field: string]: unknown;
  readonly detail: Readonly<Record<string, unknown>>;
}

export function terminateEvent(detail: Readonly<Record<string, unknown>> = {}, envelope: object = {}): Event {
  return {
    version: '0',
    id: '12345678-1234-1234-1234-123456789012',
    'detail-type': 'EC2 Instance-terminate Lifecycle Action',
    source: 'aws.autoscaling',
    account: '111122223333',
    time: AT,
    region: 'us-west-1',
    resources: [
      `arn:aws:autoscaling:us-west-1:111122223333:autoScalingGroup:e1b8c5a4-0000-4000-8000-000000000000:autoScalingGroupName/${GROUP_A}`,
    ],
    ...envelope,
    detail: {
      LifecycleActionToken: '87654321-4321-4321-4321-210987654321',
      AutoScalingGroupName: GROUP_A,
      LifecycleHookName: 'shop-masters-terminating',
      EC2InstanceId: MASTER_A,
      LifecycleTransition: 'autoscaling:EC2_INSTANCE_TERMINATING',
      NotificationMetadata: 'additional-info',
      Origin: 'AutoScalingGroup',
      Destination: 'EC2',
      ...detail,
    },
  };
}

export function launchEvent(detail: Readonly<Record<string, unknown>> = {}): Event {
  return {
    ...terminateEvent(),
    'detail-type': 'EC2 Instance-launch Lifecycle Action',
    detail: {
      LifecycleActionToken: '87654321-4321-4321-4321-210987654322',
      AutoScalingGroupName: GROUP_A,
      LifecycleHookName: 'shop-masters-launching',
      EC2InstanceId: 'i-0aaaaaaaaaaaaaaa2',
      LifecycleTransition: 'autoscaling:EC2_INSTANCE_LAUNCHING',
      NotificationMetadata: 'additional-info',
      Origin: 'EC2',
      Destination: 'AutoScalingGroup',
      ...detail,
    },
  };
}

export function stateEvent(state: string, instance = MASTER_A, time = AT): Event {
  return {
    version: '0',
    id: '7bf73129-1428-4cd3-a780-95db273d1602',
    'detail-type': 'EC2 Instance State-change Notification',
    source: 'aws.ec2',
    account: '111122223333',
    time,
    region: 'us-west-1',
    resources: [`arn:aws:ec2:us-west-1:111122223333:instance/${instance}`],
    detail: { 'instance-id': instance, state },
  };
}

export function spotEvent(instance = MASTER_A): Event {
  return {
    version: '0',
    id: '12345678-1234-1234-1234-123456789012',
    'detail-type': 'EC2 Spot Instance Interruption Warning',
    source: 'aws.ec2',
    account: '111122223333',
    time: AT,
    region: 'us-west-1',
    resources: [`arn:aws:ec2:us-west-1a:instance/${instance}`],
    detail: { 'instance-id': instance, 'instance-action': 'terminate' },
  };
}

/** What Auto Scaling sends to a hook's target to try it out. */
export const TEST_NOTIFICATION = {
  AccountId: '111122223333',
  RequestId: '00000000-0000-4000-8000-000000000000',
  AutoScalingGroupARN: `arn:aws:autoscaling:us-west-1:111122223333:autoScalingGroup:e1b8c5a4-0000-4000-8000-000000000000:autoScalingGroupName/${GROUP_A}`,
  AutoScalingGroupName: GROUP_A,
  Service: 'AWS Auto Scaling',
  Event: 'autoscaling:TEST_NOTIFICATION',
  Time: AT,
};
