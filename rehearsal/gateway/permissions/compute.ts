import type { Resource } from '../../compute/index.ts';
import type { ApiCall, Permission } from '../protocol/types.ts';
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

/** A secret is judged on its complete ARN. Its name, or an ARN without the end, does not show the end. */
export const SECRETS_MANAGER_RULES: ServiceRules = {
  GetSecretValue: async (call, { secret: find }): Promise<readonly Permission[]> => {
    const asked = text(call, 'SecretId');
    if (!asked.startsWith('arn:')) throw new CannotJudge(`GetSecretValue: SecretId ${asked} is no ARN`);
    const secret = (await find(asked, call.region)) ?? asked;
    const version = optionalText(call, 'VersionId');
    return [
      permission('secretsmanager:GetSecretValue', secret, {
        'secretsmanager:SecretId': [asked],
        'secretsmanager:VersionStage': [optionalText(call, 'VersionStage') ?? 'AWSCURRENT'],
        ...(version !== undefined && { 'secretsmanager:VersionId': [version] }),
      }),
    ];
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
