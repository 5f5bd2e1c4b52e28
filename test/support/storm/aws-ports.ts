/** The ports of AWS, in the same process on the strict engine. */

import type { EtcdVolume } from '../../../lambdas/masters/contract/view.ts';
import type {
  AutoScalingGroup,
  LifecycleAction,
} from '../../../lambdas/masters/domain/auto-scaling-group.ts';
import type { AutoScaling } from '../../../lambdas/masters/ports/auto-scaling.ts';
import type { Instances } from '../../../lambdas/masters/ports/instances.ts';
import type { TargetTags } from '../../../lambdas/masters/ports/target-tags.ts';
import type { Targets } from '../../../lambdas/masters/ports/targets.ts';
import { isTransient } from '../../../lambdas/shared/adapters/transient.ts';
import { ERRORS } from '../../../lambdas/shared/contract/errors.ts';
import { NamedError } from '../../../lambdas/shared/domain/named-error.ts';
import type {
  ComputeEngine,
  AutoScalingGroup as DescribedGroup,
  Volume,
} from '../../../rehearsal/compute/index.ts';

const ETCD_TAG = 'k8s.io/etcd/';

export function autoScalingOf({ autoScaling }: ComputeEngine): AutoScaling {
  return {
    groups: async () =>
      autoScaling.describeAutoScalingGroups({ MaxRecords: 100 }).AutoScalingGroups.map(groupOf),
    activities: async (AutoScalingGroupName) =>
      autoScaling
        .describeScalingActivities({ AutoScalingGroupName, MaxRecords: 100 })
        .Activities.map(({ StatusCode, StatusMessage = '', Description, Cause, StartTime }) => ({
          status: StatusCode,
          message: StatusMessage,
          description: Description,
          cause: Cause,
          startedAt: StartTime.toISOString(),
        })),
    hooks: async (AutoScalingGroupName) =>
      autoScaling.describeLifecycleHooks({ AutoScalingGroupName }).LifecycleHooks.map((hook) => ({
        name: hook.LifecycleHookName,
        transition: hook.LifecycleTransition,
        heartbeatSeconds: hook.HeartbeatTimeout,
        defaultResult: hook.DefaultResult,
        metadata: hook.NotificationMetadata ?? '',
      })),
    putHook: async () => {
      throw new Error('A storm puts no hooks.');
    },
    deleteHook: async () => {
      throw new Error('A storm deletes no hooks.');
    },
    recordHeartbeat: async (action) =>
      unlessMissing(() => autoScaling.recordLifecycleActionHeartbeat(fieldsOf(action)))
        ? 'recorded'
        : 'no-action',
    complete: async (action) =>
      unlessMissing(() =>
        autoScaling.completeLifecycleAction({ ...fieldsOf(action), LifecycleActionResult: 'CONTINUE' }),
      )
        ? 'completed'
        : 'no-action',
    terminate: async (InstanceId) =>
      unlessMissing(() =>
        autoScaling.terminateInstanceInAutoScalingGroup({
          InstanceId,
          ShouldDecrementDesiredCapacity: false,
        }),
      )
        ? 'terminating'
        : 'gone',
  };
}

function groupOf(group: DescribedGroup): AutoScalingGroup {
  return {
    name: group.AutoScalingGroupName,
    zones: group.AvailabilityZones,
    desired: group.DesiredCapacity,
    suspended: group.SuspendedProcesses.map(({ ProcessName, SuspensionReason }) => ({
      process: ProcessName,
      reason: SuspensionReason,
    })),
    targetGroupArns: group.TargetGroupARNs,
    loadBalancers: group.LoadBalancerNames,
    instances: group.Instances.map(({ InstanceId, LifecycleState, AvailabilityZone }) => ({
      id: InstanceId,
      lifecycle: LifecycleState,
      zone: AvailabilityZone,
    })),
  };
}

export function instancesOf({ ec2 }: ComputeEngine): Instances {
  return {
    describe: async (ids) =>
      ec2
        .describeInstances({ Filters: [{ Name: 'instance-id', Values: ids }] })
        .Reservations.flatMap(({ Instances: found }) =>
          found.map((one) => ({
            id: one.InstanceId,
            state: one.State.Name,
            stateReason: one.StateReason?.Message ?? '',
            zone: one.Placement.AvailabilityZone,
            address: one.PrivateIpAddress ?? '',
            launchedAt: one.LaunchTime.toISOString(),
            tags: Object.fromEntries(one.Tags.map(({ Key, Value }) => [Key, Value])),
          })),
        ),
    etcdVolumes: async () => ec2.describeVolumes().Volumes.flatMap(etcdVolumeOf),
    detachByForce: async (VolumeId, InstanceId) => {
      try {
        ec2.detachVolume({ VolumeId, InstanceId, Force: true });
        return 'detaching';
      } catch (error) {
        const { name } = error as Error;
        if (name === 'IncorrectState' || name === 'InvalidAttachment.NotFound') return 'not-attached';
        throw error;
      }
    },
  };
}

export function targetsOf({ targets }: ComputeEngine): Targets {
  return {
    health: async ({ targetGroupArns }, instance) =>
      targetGroupArns.map((place) => {
        const { TargetHealthDescriptions: all } = targets.describeTargetHealth({ TargetGroupArn: place });
        const { State = 'unused', Reason = '' } =
          all.find(({ Target }) => Target.Id === instance)?.TargetHealth ?? {};
        return { place, state: State, reason: Reason };
      }),
    deregister: async ({ targetGroupArns }, instance) => {
      for (const TargetGroupArn of targetGroupArns)
        targets.deregisterTargets({ TargetGroupArn, Targets: [{ Id: instance }] });
    },
    register: async ({ targetGroupArns }, instance) => {
      for (const TargetGroupArn of targetGroupArns)
        targets.registerTargets({ TargetGroupArn, Targets: [{ Id: instance }] });
    },
  };
}

export function targetTagsOf({ targets }: ComputeEngine): TargetTags {
  return {
    of: async ({ targetGroupArns }) =>
      targets
        .describeTags({ ResourceArns: targetGroupArns })
        .TagDescriptions.map(({ ResourceArn, Tags }) => ({
          kind: 'target group',
          place: ResourceArn,
          tags: Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value])),
        })),
  };
}

function fieldsOf({ group, hook, instance, token }: LifecycleAction) {
  return {
    AutoScalingGroupName: group,
    LifecycleHookName: hook,
    InstanceId: instance,
    LifecycleActionToken: token,
  };
}

/**
 * False where Auto Scaling knows no such action or instance (any more).
 * @throws TransientFailure as AwsAutoScaling does, where a later try may not meet it
 */
function unlessMissing(ask: () => unknown): boolean {
  try {
    ask();
    return true;
  } catch (error) {
    const { name, message } = error as Error;
    if (/No active Lifecycle Action|No managed instance/.test(message)) return false;
    if (isTransient(error)) throw new NamedError(ERRORS.transient, `${name}: ${message}`);
    throw error;
  }
}

function etcdVolumeOf({ VolumeId, AvailabilityZone, State, Attachments, Tags }: Volume): EtcdVolume[] {
  const [attachment] = Attachments;
  return Tags.filter(({ Key }) => Key.startsWith(ETCD_TAG)).map(({ Key, Value }) => {
    const [member = '', members = ''] = Value.split('/');
    return {
      id: VolumeId,
      etcdCluster: Key.slice(ETCD_TAG.length),
      member,
      members: members.split(','),
      zone: AvailabilityZone,
      state: State,
      attachedTo: attachment?.InstanceId ?? '',
      attachment: attachment?.State ?? '',
    };
  });
}
