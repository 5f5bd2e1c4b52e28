import type { AutoScalingGroupsType, PoliciesType, ScheduledActionsType } from '@aws-sdk/client-auto-scaling';
import { fileKind } from '../file-kind.ts';

export const GROUPS = fileKind<AutoScalingGroupsType>()({
  service: 'autoscaling',
  call: 'describe-auto-scaling-groups',
  answer: async () => (await import('@aws-sdk/client-auto-scaling')).AutoScalingGroupsType$,
  needs: {
    AutoScalingGroups: [
      {
        AutoScalingGroupName: true,
        MinSize: true,
        MaxSize: true,
        DesiredCapacity: true,
        AvailabilityZones: true,
        Instances: [{ InstanceType: true, LifecycleState: true }],
        Tags: [{ Key: true, Value: true }],
      },
    ],
  },
});

export const POLICIES = fileKind<PoliciesType>()({
  service: 'autoscaling',
  call: 'describe-policies',
  answer: async () => (await import('@aws-sdk/client-auto-scaling')).PoliciesType$,
  needs: { ScalingPolicies: [{ AutoScalingGroupName: true, PolicyName: true, PolicyType: true }] },
});

export const SCHEDULED_ACTIONS = fileKind<ScheduledActionsType>()({
  service: 'autoscaling',
  call: 'describe-scheduled-actions',
  answer: async () => (await import('@aws-sdk/client-auto-scaling')).ScheduledActionsType$,
  needs: { ScheduledUpdateGroupActions: [{ AutoScalingGroupName: true, ScheduledActionName: true }] },
});

/** kops tags the groups of masters so; the second tag is that of older versions. */
const ROLES = ['k8s.io/role/control-plane', 'k8s.io/role/master'];

export function isOfMasters({ Tags }: { readonly Tags: readonly { readonly Key: string }[] }): boolean {
  return Tags.some(({ Key }) => ROLES.includes(Key));
}
