/**
 * What the operations take and give, in the fields of AWS's own API references (the SDKs' members), as far as the
 * rehearsal has them.
 */

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

export interface Filter {
  /** `tag:<key>`, `tag-key`, `instance-state-name` … */
  readonly Name: string;
  readonly Values: readonly string[];
}

export interface Paged {
  readonly NextToken?: string | undefined;
}

export const LIFECYCLE_STATES = [
  'Pending',
  'Pending:Wait',
  'Pending:Proceed',
  'InService',
  'Terminating',
  'Terminating:Wait',
  'Terminating:Proceed',
  'Terminated',
] as const;

export type LifecycleState = (typeof LIFECYCLE_STATES)[number];

export type LifecycleTransition =
  | 'autoscaling:EC2_INSTANCE_LAUNCHING'
  | 'autoscaling:EC2_INSTANCE_TERMINATING';

export type LifecycleResult = 'CONTINUE' | 'ABANDON';

export interface GroupInstance {
  readonly InstanceId: string;
  readonly InstanceType: string;
  readonly AvailabilityZone: string;
  readonly LifecycleState: LifecycleState;
  readonly HealthStatus: 'Healthy' | 'Unhealthy';
  readonly ProtectedFromScaleIn: boolean;
}

export interface AutoScalingGroup {
  readonly AutoScalingGroupName: string;
  readonly AutoScalingGroupARN: string;
  readonly MinSize: number;
  readonly MaxSize: number;
  readonly DesiredCapacity: number;
  readonly DefaultCooldown: number;
  readonly AvailabilityZones: readonly string[];
  readonly LoadBalancerNames: readonly string[];
  readonly TargetGroupARNs: readonly string[];
  readonly HealthCheckType: string;
  readonly HealthCheckGracePeriod: number;
  readonly Instances: readonly GroupInstance[];
  readonly CreatedTime: Date;
  readonly SuspendedProcesses: readonly { readonly ProcessName: string; readonly SuspensionReason: string }[];
  /** Only while the group is being deleted. */
  readonly Status?: string | undefined;
  readonly Tags: readonly (Tag & {
    readonly ResourceId: string;
    readonly ResourceType: 'auto-scaling-group';
    readonly PropagateAtLaunch: boolean;
  })[];
}

/** With further members by its type, as AWS describes them. */
export interface ScalingPolicy {
  readonly AutoScalingGroupName: string;
  readonly PolicyName: string;
}

/** With what it sets and when, as AWS describes it. */
export interface ScheduledAction {
  readonly AutoScalingGroupName: string;
  readonly ScheduledActionName: string;
}

export interface AutoScalingInstance extends GroupInstance {
  readonly AutoScalingGroupName: string;
}

export interface LifecycleHook {
  readonly LifecycleHookName: string;
  readonly AutoScalingGroupName: string;
  readonly LifecycleTransition: LifecycleTransition;
  readonly NotificationMetadata?: string | undefined;
  /** Seconds, 30–7,200. */
  readonly HeartbeatTimeout: number;
  /** Seconds: the smaller of 48 hours and 100 × HeartbeatTimeout. */
  readonly GlobalTimeout: number;
  readonly DefaultResult: LifecycleResult;
}

export type ActivityStatus =
  | 'PreInService'
  | 'InProgress'
  | 'WaitingForELBConnectionDraining'
  | 'MidLifecycleAction'
  | 'Successful'
  | 'Failed'
  | 'Cancelled';

export interface Activity {
  readonly ActivityId: string;
  readonly AutoScalingGroupName: string;
  readonly Description: string;
  readonly Cause: string;
  readonly StartTime: Date;
  readonly EndTime?: Date | undefined;
  readonly StatusCode: ActivityStatus;
  readonly StatusMessage?: string | undefined;
  readonly Progress: number;
  readonly Details: string;
}

export type InstanceState = 'pending' | 'running' | 'stopping' | 'stopped' | 'shutting-down' | 'terminated';

export interface Instance {
  readonly InstanceId: string;
  readonly InstanceType: string;
  readonly ImageId: string;
  readonly State: { readonly Code: number; readonly Name: InstanceState };
  /** `User initiated (2027-01-04 08:00:00 GMT)`; '' when there is none. */
  readonly StateTransitionReason: string;
  readonly StateReason?: { readonly Code: string; readonly Message: string } | undefined;
  /** Absent once it has terminated. */
  readonly PrivateIpAddress?: string | undefined;
  readonly PublicIpAddress?: string | undefined;
  readonly SecurityGroups: readonly { readonly GroupId: string; readonly GroupName: string }[];
  readonly LaunchTime: Date;
  readonly Placement: { readonly AvailabilityZone: string };
  readonly Tags: readonly Tag[];
}

export interface Reservation {
  readonly ReservationId: string;
  readonly OwnerId: string;
  readonly Instances: readonly Instance[];
}

export type VolumeState = 'available' | 'in-use' | 'deleting';
export type AttachmentState = 'attaching' | 'attached' | 'detaching' | 'busy';

export interface VolumeAttachment {
  readonly VolumeId: string;
  readonly InstanceId: string;
  readonly Device: string;
  readonly State: AttachmentState | 'detached';
  readonly AttachTime: Date;
  readonly DeleteOnTermination: boolean;
}

export interface Volume {
  readonly VolumeId: string;
  readonly AvailabilityZone: string;
  readonly State: VolumeState;
  readonly Size: number;
  readonly VolumeType: string;
  readonly Encrypted: boolean;
  readonly KmsKeyId: string | undefined;
  readonly CreateTime: Date;
  readonly Attachments: readonly VolumeAttachment[];
  readonly Tags: readonly Tag[];
}

export interface InstanceStateChange {
  readonly InstanceId: string;
  readonly PreviousState: Instance['State'];
  readonly CurrentState: Instance['State'];
}

export type TargetState = 'initial' | 'healthy' | 'unhealthy' | 'unused' | 'draining';

export type TargetType = 'instance' | 'ip' | 'lambda' | 'alb';

export interface TargetDescription {
  readonly Id: string;
  readonly Port?: number | undefined;
  /** Of an address alone; `all` for one outside of the VPC. */
  readonly AvailabilityZone?: string | undefined;
}

export interface TargetHealthDescription {
  readonly Target: TargetDescription;
  readonly HealthCheckPort?: string | undefined;
  readonly TargetHealth: {
    readonly State: TargetState;
    readonly Reason?: string | undefined;
    readonly Description?: string | undefined;
  };
}

export interface TargetGroup {
  readonly TargetGroupArn: string;
  readonly TargetGroupName: string;
  readonly Protocol: string;
  readonly Port: number;
  readonly HealthCheckProtocol: string;
  readonly HealthCheckPort: string;
  readonly HealthCheckIntervalSeconds: number;
  readonly HealthyThresholdCount: number;
  readonly UnhealthyThresholdCount: number;
  readonly TargetType: TargetType;
  readonly LoadBalancerArns: readonly string[];
}

/** Of a classic load balancer. */
export interface ClassicInstanceState {
  readonly InstanceId: string;
  readonly State: 'InService' | 'OutOfService';
  readonly ReasonCode: string;
  readonly Description: string;
}
