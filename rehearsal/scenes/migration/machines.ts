/** The machines of a snapshot: instances, Auto Scaling groups, and who is registered with which load balancer. */
import {
  type ClassicSeed,
  ComputeEngine,
  type GroupSeed,
  LIFECYCLE_STATES,
  type LifecycleState,
  type StandingInstance,
  type TargetGroupSeed,
  type TargetHealthDescription,
  type TargetState,
  type VolumeSeed,
} from '../../compute/index.ts';
import { type ContentOf, type Place, pathOf } from '../../snapshot/file-kind.ts';
import { GROUPS, POLICIES, SCHEDULED_ACTIONS } from '../../snapshot/kinds/autoscaling.ts';
import { INSTANCES, VOLUMES } from '../../snapshot/kinds/ec2.ts';
import { CLASSIC_LOAD_BALANCERS, INSTANCE_HEALTH } from '../../snapshot/kinds/elb.ts';
import { TARGET_GROUP_ATTRIBUTES, TARGET_GROUPS, TARGET_HEALTH } from '../../snapshot/kinds/elbv2.ts';
import { SnapshotRefused } from '../../snapshot/problem.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import { groupSeed, tagsOf, volumeSeed } from '../seeds.ts';

/** `now`: of the machines, epoch milliseconds. */
interface Machines {
  readonly seed: number;
  readonly now: () => number;
}

/** They go on from there as AWS's would: SPEC.md of `compute`. */
export function machinesOf(
  snapshot: Snapshot,
  place: Place & { readonly region: string },
  { seed, now }: Machines,
): ComputeEngine {
  const groups = groupsOf(snapshot, place);
  const inGroups = new Set(groups.flatMap(({ instances = [] }) => instances.map(({ id }) => id)));
  return new ComputeEngine({
    now,
    seed,
    account: place.account,
    region: place.region,
    groups,
    volumes: volumesOf(snapshot, place),
    instances: standing(snapshot, place).filter(({ id }) => !inGroups.has(id)),
    targetGroups: targetGroupsOf(snapshot, place),
    classicLoadBalancers: classicOf(snapshot, place),
    policies: snapshot.find(POLICIES, place)?.ScalingPolicies ?? [],
    scheduledActions: snapshot.find(SCHEDULED_ACTIONS, place)?.ScheduledUpdateGroupActions ?? [],
  });
}

const STATES = ['running', 'stopped'] as const;

/** Those that run, or may run again. */
function standing(snapshot: Snapshot, place: Place): readonly StandingInstance[] {
  const { Reservations = [] } = snapshot.find(INSTANCES, place) ?? {};
  return Reservations.flatMap(({ Instances }) => Instances).flatMap(
    ({ InstanceId, InstanceType, Placement, LaunchTime, Tags, State, SecurityGroups, PublicIpAddress }) => {
      const state = STATES.find((each) => each === State.Name);
      if (!state) return [];
      return [
        {
          state,
          id: InstanceId,
          zone: Placement.AvailabilityZone,
          type: InstanceType,
          ...(LaunchTime !== undefined && { launchedAt: Date.parse(LaunchTime) }),
          tags: tagsOf(Tags),
          reached: {
            securityGroups: (SecurityGroups ?? []).map(({ GroupId = '', GroupName = '' }) => ({
              GroupId,
              GroupName,
            })),
            ...(PublicIpAddress !== undefined && { publicAddress: PublicIpAddress }),
          },
        },
      ];
    },
  );
}

function groupsOf(snapshot: Snapshot, place: Place): readonly GroupSeed[] {
  const instances = standing(snapshot, place);
  const { AutoScalingGroups = [] } = snapshot.find(GROUPS, place) ?? {};
  refuseUnknownStates(snapshot, place, AutoScalingGroups);
  return AutoScalingGroups.map((group) => {
    const known = instances.flatMap((instance) =>
      group.Instances.filter(({ InstanceId }) => InstanceId === instance.id).map((listed) => ({
        ...instance,
        isHealthy: listed.HealthStatus !== 'Unhealthy',
        lifecycle: listed.LifecycleState as LifecycleState,
      })),
    );
    return {
      ...groupSeed(group),
      // No file has launch templates: new instances are as those that are there.
      securityGroups: known[0]?.reached?.securityGroups ?? [],
      suspended: Object.fromEntries(
        (group.SuspendedProcesses ?? []).map((each) => [each.ProcessName ?? '', each.SuspensionReason ?? '']),
      ),
      ...(known.length > 0 ? { instances: known } : { inService: group.Instances.length }),
    };
  });
}

type PrintedGroups = ContentOf<typeof GROUPS>['AutoScalingGroups'];

/** @throws SnapshotRefused */
function refuseUnknownStates(snapshot: Snapshot, place: Place, groups: PrintedGroups): void {
  const faults = groups.flatMap(({ Instances }, i) =>
    Instances.flatMap(({ LifecycleState: state }, j) => {
      if (LIFECYCLE_STATES.some((each) => each === state)) return [];
      const words = `the rehearsed Auto Scaling has no ${state} (rehearsal/compute/SPEC.md)`;
      return [{ at: `/AutoScalingGroups/${i}/Instances/${j}/LifecycleState`, words }];
    }),
  );
  if (faults.length > 0) throw SnapshotRefused.inFile(snapshot.folder, faults, pathOf(GROUPS, place));
}

/** With whom the snapshot has them; with nobody, if that machine neither runs nor may run again. */
function volumesOf(snapshot: Snapshot, place: Place): readonly VolumeSeed[] {
  const { Volumes = [] } = snapshot.find(VOLUMES, place) ?? {};
  const known = new Set(standing(snapshot, place).map(({ id }) => id));
  return Volumes.map((volume) => {
    const attachedTo = volume.Attachments?.find(({ State }) => State === 'attached')?.InstanceId;
    const isKnown = attachedTo !== undefined && known.has(attachedTo);
    return { ...volumeSeed(volume), ...(isKnown && { attachedTo }) };
  });
}

function classicOf(snapshot: Snapshot, place: Place): readonly ClassicSeed[] {
  const { LoadBalancerDescriptions = [] } = snapshot.find(CLASSIC_LOAD_BALANCERS, place) ?? {};
  return LoadBalancerDescriptions.map(({ LoadBalancerName: name, HealthCheck }) => {
    const { InstanceStates } = snapshot.one(INSTANCE_HEALTH, { ...place, names: [name] });
    return {
      name,
      intervalSeconds: HealthCheck?.Interval ?? 30,
      healthyThreshold: HealthCheck?.HealthyThreshold ?? 10,
      unhealthyThreshold: HealthCheck?.UnhealthyThreshold ?? 2,
      registered: InstanceStates.map(({ InstanceId: id, State }) => ({
        id,
        isHealthy: State === 'InService',
      })),
    };
  });
}

const OTHER_TYPES = ['ip', 'lambda', 'alb'] as const;

/** Instances are machines; other targets stay as they are. */
function targetGroupsOf(snapshot: Snapshot, place: Place): readonly TargetGroupSeed[] {
  const { TargetGroups = [] } = snapshot.find(TARGET_GROUPS, place) ?? {};
  return TargetGroups.map((group) => {
    const names = [group.TargetGroupName];
    const type = OTHER_TYPES.find((each) => each === group.TargetType);
    const { TargetHealthDescriptions = [] } = snapshot.find(TARGET_HEALTH, { ...place, names }) ?? {};
    const { Attributes = [] } = snapshot.find(TARGET_GROUP_ATTRIBUTES, { ...place, names }) ?? {};
    return {
      arn: group.TargetGroupArn,
      protocol: group.Protocol ?? 'HTTP',
      port: group.Port ?? 80,
      healthCheckProtocol: group.HealthCheckProtocol ?? 'HTTP',
      loadBalancerArns: group.LoadBalancerArns ?? [],
      attributes: tagsOf(Attributes),
      ...(type
        ? { others: { type, targets: TargetHealthDescriptions.map(othersHealth) } }
        : {
            registered: TargetHealthDescriptions.map(({ Target, TargetHealth }) => ({
              id: Target.Id,
              isHealthy: TargetHealth.State === 'healthy',
            })),
          }),
    };
  });
}

type PrintedHealth = ContentOf<typeof TARGET_HEALTH>['TargetHealthDescriptions'][number];

function othersHealth({ Target, HealthCheckPort, TargetHealth }: PrintedHealth): TargetHealthDescription {
  const { State, Reason, Description } = TargetHealth;
  return { Target, HealthCheckPort, TargetHealth: { State: State as TargetState, Reason, Description } };
}
