import type { AutoScalingGroupsType } from '@aws-sdk/client-auto-scaling';
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

/** kops tags the groups of masters so; the second tag is that of older versions. */
const ROLES = ['k8s.io/role/control-plane', 'k8s.io/role/master'];

export function isOfMasters({ Tags }: { readonly Tags: readonly { readonly Key: string }[] }): boolean {
  return Tags.some(({ Key }) => ROLES.includes(Key));
}
