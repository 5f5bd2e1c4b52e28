/** Events of instances, as AWS documents them. */

const ENVELOPE = {
  version: '0',
  id: '12345678-1234-1234-1234-123456789012',
  account: '111122223333',
  time: '2026-11-04T10:20:31Z',
  region: 'us-west-1',
};

/** Auto Scaling's guide, "EC2 Instance-terminate Lifecycle Action". */
export const TERMINATE_ACTION = {
  ...ENVELOPE,
  'detail-type': 'EC2 Instance-terminate Lifecycle Action',
  source: 'aws.autoscaling',
  resources: [
    'arn:aws:autoscaling:us-west-1:111122223333:autoScalingGroup:87a1b2c3:autoScalingGroupName/control-plane-us-west-1a.masters.k8s.shop.test',
  ],
  detail: {
    LifecycleActionToken: '87654321-4321-4321-4321-210987654321',
    AutoScalingGroupName: 'control-plane-us-west-1a.masters.k8s.shop.test',
    LifecycleHookName: 'shop-masters-terminating',
    EC2InstanceId: 'i-1234567890abcdef0',
    LifecycleTransition: 'autoscaling:EC2_INSTANCE_TERMINATING',
    NotificationMetadata: 'additional-info',
    Origin: 'AutoScalingGroup',
    Destination: 'EC2',
  },
};

/** Auto Scaling's guide, "EC2 Instance-launch Lifecycle Action". */
export const LAUNCH_ACTION = {
  ...TERMINATE_ACTION,
  'detail-type': 'EC2 Instance-launch Lifecycle Action',
  detail: {
    ...TERMINATE_ACTION.detail,
    LifecycleHookName: 'shop-masters-launching',
    LifecycleTransition: 'autoscaling:EC2_INSTANCE_LAUNCHING',
    Origin: 'EC2',
    Destination: 'AutoScalingGroup',
  },
};

/** EC2's guide, "Instance state change events". */
export const STATE_CHANGE = {
  ...ENVELOPE,
  'detail-type': 'EC2 Instance State-change Notification',
  source: 'aws.ec2',
  resources: ['arn:aws:ec2:us-west-1:111122223333:instance/i-1234567890abcdef0'],
  detail: { 'instance-id': 'i-1234567890abcdef0', state: 'shutting-down' },
};

/** EC2's guide, "Spot Instance interruption notices". */
export const SPOT_WARNING = {
  ...ENVELOPE,
  'detail-type': 'EC2 Spot Instance Interruption Warning',
  source: 'aws.ec2',
  resources: ['arn:aws:ec2:us-west-1b:instance/i-1234567890abcdef0'],
  detail: { 'instance-id': 'i-1234567890abcdef0', 'instance-action': 'terminate' },
};
