import type { Resource } from '../../compute/index.ts';
import type { ApiCall } from '../protocol/types.ts';
import { tagged } from './resource-tags.ts';
import {
  arn,
  CannotJudge,
  onAnything,
  optionalText,
  permission,
  type Rule,
  type ServiceRules,
  text,
  texts,
} from './rules.ts';

/** Auto Scaling's Describe actions know no resource; all others are judged on the group, with its tags. */
export const AUTO_SCALING_RULES: ServiceRules = {
  ...each(
    [
      'DescribeAutoScalingGroups',
      'DescribeAutoScalingInstances',
      'DescribeScalingActivities',
      'DescribeLifecycleHooks',
      'DescribePolicies',
      'DescribeScheduledActions',
    ],
    (operation) => onAnything(`autoscaling:${operation}`),
  ),
  ...each(
    [
      'PutLifecycleHook',
      'DeleteLifecycleHook',
      'RecordLifecycleActionHeartbeat',
      'CompleteLifecycleAction',
      'SuspendProcesses',
      'ResumeProcesses',
      'SetDesiredCapacity',
      'UpdateAutoScalingGroup',
      'DeleteAutoScalingGroup',
    ],
    onNamedGroup,
  ),
  TerminateInstanceInAutoScalingGroup: (call, { compute }) => {
    const group = compute?.groupOf(text(call, 'InstanceId')) ?? unknownGroup(call, '*');
    return [tagged('autoscaling:TerminateInstanceInAutoScalingGroup', group, 'autoscaling')];
  },
};

export const EC2_RULES: ServiceRules = {
  DescribeInstances: onAnything('ec2:DescribeInstances'),
  DescribeVolumes: onAnything('ec2:DescribeVolumes'),
  ...each(
    [
      'DescribeVpcs',
      'DescribeSubnets',
      'DescribeNetworkInterfaces',
      'DescribeRouteTables',
      'DescribeNetworkAcls',
      'DescribeSecurityGroups',
      'DescribeVpcPeeringConnections',
      'DescribeTransitGatewayAttachments',
      'DescribeTransitGatewayVpcAttachments',
    ],
    (operation) => onAnything(`ec2:${operation}`),
  ),
  SearchTransitGatewayRoutes: (call) => [
    permission(
      'ec2:SearchTransitGatewayRoutes',
      arn('ec2', call, `transit-gateway-route-table/${text(call, 'TransitGatewayRouteTableId')}`),
    ),
  ],
  // A list may be another account's, or AWS's own.
  GetManagedPrefixListEntries: (call) => [
    permission(
      'ec2:GetManagedPrefixListEntries',
      arn('ec2', call, `prefix-list/${text(call, 'PrefixListId')}`),
    ),
  ],
  TerminateInstances: onInstances('ec2:TerminateInstances'),
  StopInstances: onInstances('ec2:StopInstances'),
  DetachVolume: (call, { compute }) => {
    const id = text(call, 'VolumeId');
    const volume = compute?.volume(id) ?? untagged(call, `volume/${id}`);
    // The instance is judged too, whether or not the call names it.
    const instance = optionalText(call, 'InstanceId') ?? compute?.instanceOf(id);
    const from = instance && (compute?.instance(instance) ?? untagged(call, `instance/${instance}`));
    return [volume, ...(from ? [from] : [])].map((resource) => tagged('ec2:DetachVolume', resource, 'ec2'));
  },
};

function onNamedGroup(operation: string): Rule {
  return (call, { compute }) => {
    const name = text(call, 'AutoScalingGroupName');
    const group = compute?.group(name) ?? unknownGroup(call, name);
    return [tagged(`autoscaling:${operation}`, group, 'autoscaling')];
  };
}

function onInstances(action: string): Rule {
  return (call, { compute }) => {
    const ids = texts(call, 'InstanceId');
    if (ids.length === 0) throw new CannotJudge(`${call.operation} without InstanceId`);
    return ids.map((id) => tagged(action, compute?.instance(id) ?? untagged(call, `instance/${id}`), 'ec2'));
  };
}

/** A group that is not there has no id and no tags. */
function unknownGroup(call: ApiCall, name: string): Resource {
  return { arn: arn('autoscaling', call, `autoScalingGroup:*:autoScalingGroupName/${name}`), tags: {} };
}

function untagged(call: ApiCall, resource: string): Resource {
  return { arn: arn('ec2', call, resource), tags: {} };
}

function each(operations: readonly string[], rule: (operation: string) => Rule): ServiceRules {
  return Object.fromEntries(operations.map((operation) => [operation, rule(operation)]));
}
