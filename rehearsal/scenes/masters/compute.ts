/** The masters of a snapshot: their groups, etcd's volumes, and the target groups that they are in. */
import type { ComputeOptions, GroupSeed, TargetGroupSeed, VolumeSeed } from '../../compute/index.ts';
import { ETCD_TAG, groupsOfMasters, volumesOfCluster } from '../../estate/masters/estate.ts';
import type { Place } from '../../snapshot/file-kind.ts';
import { TARGET_GROUP_ATTRIBUTES, TARGET_GROUP_TAGS, TARGET_GROUPS } from '../../snapshot/kinds/elbv2.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import { groupSeed, tagsOf, volumeSeed } from '../seeds.ts';

type Seeds = Required<Pick<ComputeOptions, 'groups' | 'volumes' | 'targetGroups'>>;

/** @param place account and region @param cluster kops' name of it */
export function seedsOf(snapshot: Snapshot, place: Place, cluster: string): Seeds {
  const groups = groupsOf(snapshot, place, cluster);
  const arns = new Set(groups.flatMap(({ targetGroupArns = [] }) => targetGroupArns));
  const targetGroups = targetGroupsOf(snapshot, place, arns);
  return { groups, volumes: volumesOf(snapshot, place, cluster), targetGroups };
}

function groupsOf(snapshot: Snapshot, place: Place, cluster: string): readonly GroupSeed[] {
  return groupsOfMasters(snapshot, place, cluster).map((each) => ({
    ...groupSeed(each),
    inService: each.Instances.filter(({ LifecycleState }) => LifecycleState === 'InService').length,
    ...(each.Instances[0] && { instanceType: each.Instances[0].InstanceType }),
  }));
}

function volumesOf(snapshot: Snapshot, place: Place, cluster: string): readonly VolumeSeed[] {
  return volumesOfCluster(snapshot, place, cluster)
    .map(volumeSeed)
    .filter(({ tags }) => Object.keys(tags).some((key) => key.startsWith(ETCD_TAG)));
}

function targetGroupsOf(
  snapshot: Snapshot,
  place: Place,
  arns: ReadonlySet<string>,
): readonly TargetGroupSeed[] {
  const { TargetGroups = [] } = snapshot.find(TARGET_GROUPS, place) ?? {};
  return TargetGroups.filter(({ TargetGroupArn }) => arns.has(TargetGroupArn)).map((each) => {
    const names = [each.TargetGroupName];
    const { Attributes } = snapshot.one(TARGET_GROUP_ATTRIBUTES, { ...place, names });
    const { TagDescriptions } = snapshot.one(TARGET_GROUP_TAGS, { ...place, names });
    const delay = tagsOf(Attributes)['deregistration_delay.timeout_seconds'];
    return {
      arn: each.TargetGroupArn,
      // What masters are in has all of these; what Lambda functions are in has not.
      protocol: each.Protocol ?? 'TCP',
      port: each.Port ?? 443,
      healthCheckProtocol: each.HealthCheckProtocol ?? 'TCP',
      ...(each.HealthCheckIntervalSeconds && { intervalSeconds: each.HealthCheckIntervalSeconds }),
      ...(each.HealthyThresholdCount && { healthyThreshold: each.HealthyThresholdCount }),
      ...(each.UnhealthyThresholdCount && { unhealthyThreshold: each.UnhealthyThresholdCount }),
      ...(delay !== undefined && { deregistrationDelaySeconds: Number(delay) }),
      tags: tagsOf(TagDescriptions.flatMap(({ Tags }) => Tags)),
    };
  });
}
