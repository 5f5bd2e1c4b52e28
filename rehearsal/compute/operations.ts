/** The operations of the three APIs, by AWS's own names. All throw `ComputeError` for what AWS would refuse. */
import type {
  Activity,
  AutoScalingGroup,
  AutoScalingInstance,
  ClassicInstanceState,
  Filter,
  InstanceStateChange,
  LifecycleHook,
  LifecycleResult,
  LifecycleTransition,
  Paged,
  Reservation,
  ScalingPolicy,
  ScheduledAction,
  Tag,
  TargetDescription,
  TargetGroup,
  TargetHealthDescription,
  Volume,
  VolumeAttachment,
} from './types.ts';

type Names = readonly string[] | undefined;

export interface PageRequest extends Paged {
  readonly MaxRecords?: number | undefined;
}

export interface Ec2PageRequest extends Paged {
  readonly MaxResults?: number | undefined;
  readonly Filters?: readonly Filter[] | undefined;
}

export interface GroupInput {
  readonly AutoScalingGroupName: string;
}

/** By its token, or by its instance; both must fit where both are given. */
export interface LifecycleActionInput extends GroupInput {
  readonly LifecycleHookName: string;
  readonly LifecycleActionToken?: string | undefined;
  readonly InstanceId?: string | undefined;
}

export interface PutLifecycleHookInput extends GroupInput {
  readonly LifecycleHookName: string;
  /** Needed for a new hook. */
  readonly LifecycleTransition?: LifecycleTransition | undefined;
  readonly HeartbeatTimeout?: number | undefined;
  readonly DefaultResult?: LifecycleResult | undefined;
  readonly NotificationMetadata?: string | undefined;
}

export interface ScalingProcessInput extends GroupInput {
  /** All when none is named. */
  readonly ScalingProcesses?: Names;
}

export interface AutoScalingOperations {
  describeAutoScalingGroups(
    input?: PageRequest & {
      readonly AutoScalingGroupNames?: Names;
      readonly Filters?: readonly Filter[] | undefined;
    },
  ): Paged & { readonly AutoScalingGroups: readonly AutoScalingGroup[] };
  describeAutoScalingInstances(
    input?: PageRequest & { readonly InstanceIds?: Names },
  ): Paged & { readonly AutoScalingInstances: readonly AutoScalingInstance[] };
  describeScalingActivities(
    input?: PageRequest & {
      readonly AutoScalingGroupName?: string | undefined;
      readonly ActivityIds?: Names;
      readonly IncludeDeletedGroups?: boolean | undefined;
    },
  ): Paged & { readonly Activities: readonly Activity[] };
  describePolicies(
    input?: PageRequest & {
      readonly AutoScalingGroupName?: string | undefined;
      readonly PolicyNames?: Names;
    },
  ): Paged & { readonly ScalingPolicies: readonly ScalingPolicy[] };
  describeScheduledActions(
    input?: PageRequest & {
      readonly AutoScalingGroupName?: string | undefined;
      readonly ScheduledActionNames?: Names;
    },
  ): Paged & { readonly ScheduledUpdateGroupActions: readonly ScheduledAction[] };
  describeLifecycleHooks(input: GroupInput & { readonly LifecycleHookNames?: Names }): {
    readonly LifecycleHooks: readonly LifecycleHook[];
  };
  putLifecycleHook(input: PutLifecycleHookInput): Record<string, never>;
  deleteLifecycleHook(input: GroupInput & { readonly LifecycleHookName: string }): Record<string, never>;
  recordLifecycleActionHeartbeat(input: LifecycleActionInput): Record<string, never>;
  completeLifecycleAction(
    input: LifecycleActionInput & { readonly LifecycleActionResult: LifecycleResult },
  ): Record<string, never>;
  terminateInstanceInAutoScalingGroup(input: {
    readonly InstanceId: string;
    readonly ShouldDecrementDesiredCapacity: boolean;
  }): { readonly Activity: Activity };
  suspendProcesses(input: ScalingProcessInput): Record<string, never>;
  resumeProcesses(input: ScalingProcessInput): Record<string, never>;
  setDesiredCapacity(input: GroupInput & { readonly DesiredCapacity: number }): Record<string, never>;
  updateAutoScalingGroup(
    input: GroupInput & {
      readonly MinSize?: number | undefined;
      readonly MaxSize?: number | undefined;
      readonly DesiredCapacity?: number | undefined;
    },
  ): Record<string, never>;
  deleteAutoScalingGroup(
    input: GroupInput & { readonly ForceDelete?: boolean | undefined },
  ): Record<string, never>;
}

export interface Ec2Operations {
  describeInstances(
    input?: Ec2PageRequest & { readonly InstanceIds?: Names },
  ): Paged & { readonly Reservations: readonly Reservation[] };
  describeVolumes(
    input?: Ec2PageRequest & { readonly VolumeIds?: Names },
  ): Paged & { readonly Volumes: readonly Volume[] };
  detachVolume(input: {
    readonly VolumeId: string;
    readonly InstanceId?: string | undefined;
    readonly Force?: boolean | undefined;
  }): VolumeAttachment;
  terminateInstances(input: { readonly InstanceIds: readonly string[] }): {
    readonly TerminatingInstances: readonly InstanceStateChange[];
  };
  stopInstances(input: { readonly InstanceIds: readonly string[] }): {
    readonly StoppingInstances: readonly InstanceStateChange[];
  };
}

export interface TargetsInput {
  readonly TargetGroupArn: string;
  readonly Targets?: readonly TargetDescription[] | undefined;
}

export interface ClassicInput {
  readonly LoadBalancerName: string;
  readonly Instances?: readonly { readonly InstanceId: string }[] | undefined;
}

export interface TargetOperations {
  describeTargetGroups(input?: {
    readonly LoadBalancerArn?: string | undefined;
    readonly TargetGroupArns?: Names;
    readonly Names?: Names;
    readonly PageSize?: number | undefined;
    readonly Marker?: string | undefined;
  }): { readonly TargetGroups: readonly TargetGroup[]; readonly NextMarker?: string | undefined };
  describeTargetGroupAttributes(input: { readonly TargetGroupArn: string }): {
    readonly Attributes: readonly { readonly Key: string; readonly Value: string }[];
  };
  describeTargetHealth(input: TargetsInput): {
    readonly TargetHealthDescriptions: readonly TargetHealthDescription[];
  };
  registerTargets(input: TargetsInput): Record<string, never>;
  deregisterTargets(input: TargetsInput): Record<string, never>;
  /** Of target groups. */
  describeTags(input: { readonly ResourceArns: readonly string[] }): {
    readonly TagDescriptions: readonly { readonly ResourceArn: string; readonly Tags: readonly Tag[] }[];
  };
  /** Of classic load balancers. */
  describeClassicTags(input: { readonly LoadBalancerNames: readonly string[] }): {
    readonly TagDescriptions: readonly { readonly LoadBalancerName: string; readonly Tags: readonly Tag[] }[];
  };
  /** Of a classic load balancer, as the two that follow. */
  describeInstanceHealth(input: ClassicInput): { readonly InstanceStates: readonly ClassicInstanceState[] };
  registerInstancesWithLoadBalancer(input: ClassicInput): {
    readonly Instances: readonly { readonly InstanceId: string }[];
  };
  deregisterInstancesFromLoadBalancer(input: ClassicInput): {
    readonly Instances: readonly { readonly InstanceId: string }[];
  };
}
