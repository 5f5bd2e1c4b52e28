/** Auto Scaling groups as Auto Scaling describes them. */
import {
  type AutoScalingClient,
  type Filter,
  type AutoScalingGroup as Group,
  paginateDescribeAutoScalingGroups,
} from '@aws-sdk/client-auto-scaling';
import type { Tags } from '../domain/kops-tags.ts';
import { answersOf } from './answers-of.ts';
import { namingTransients } from './transient.ts';

const { given } = answersOf('Auto Scaling');

/** Largest page. */
const PAGE_SIZE = 100;

export interface DescribedMember {
  readonly id: string;
  /** `InService`, `Pending:Wait` … */
  readonly lifecycle: string;
  /** By the group's own health check. */
  readonly isHealthy: boolean;
  readonly zone: string;
}

export interface DescribedGroup {
  readonly name: string;
  readonly zones: readonly string[];
  readonly desired: number;
  readonly min: number;
  readonly max: number;
  readonly suspended: readonly { readonly process: string; readonly reason: string }[];
  readonly targetGroupArns: readonly string[];
  /** Names of classic load balancers. */
  readonly loadBalancers: readonly string[];
  readonly instances: readonly DescribedMember[];
  readonly tags: Tags;
}

/** All that fit the filters. @throws TransientFailure */
export function describedGroups(
  client: AutoScalingClient,
  Filters: Filter[],
): Promise<readonly DescribedGroup[]> {
  return namingTransients('Auto Scaling DescribeAutoScalingGroups', async () => {
    const found: DescribedGroup[] = [];
    for await (const page of paginateDescribeAutoScalingGroups({ client, pageSize: PAGE_SIZE }, { Filters }))
      found.push(...(page.AutoScalingGroups ?? []).map(groupOf));
    return found;
  });
}

function groupOf(group: Group): DescribedGroup {
  const name = given(group.AutoScalingGroupName, 'a group', 'AutoScalingGroupName');
  return {
    name,
    zones: group.AvailabilityZones ?? [],
    desired: given(group.DesiredCapacity, name, 'DesiredCapacity'),
    min: given(group.MinSize, name, 'MinSize'),
    max: given(group.MaxSize, name, 'MaxSize'),
    suspended: (group.SuspendedProcesses ?? []).map(({ ProcessName, SuspensionReason }) => ({
      process: given(ProcessName, name, "a suspended process's ProcessName"),
      reason: SuspensionReason ?? '',
    })),
    targetGroupArns: group.TargetGroupARNs ?? [],
    loadBalancers: group.LoadBalancerNames ?? [],
    instances: (group.Instances ?? []).map(
      ({ InstanceId, LifecycleState, HealthStatus, AvailabilityZone }) => ({
        id: given(InstanceId, name, "an instance's InstanceId"),
        lifecycle: given(LifecycleState, name, `${InstanceId}'s LifecycleState`),
        isHealthy: HealthStatus === 'Healthy',
        zone: given(AvailabilityZone, name, `${InstanceId}'s AvailabilityZone`),
      }),
    ),
    tags: Object.fromEntries((group.Tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value])),
  };
}
