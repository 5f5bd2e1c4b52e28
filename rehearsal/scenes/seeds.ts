/** What AWS printed, as the simulated machines of either product begin with it. */
import type { GroupSeed, VolumeSeed } from '../compute/index.ts';
import type { ContentOf } from '../snapshot/file-kind.ts';
import type { GROUPS } from '../snapshot/kinds/autoscaling.ts';
import type { VOLUMES } from '../snapshot/kinds/ec2.ts';

type Tags = readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[];

/** Without its instances. */
export function groupSeed(group: ContentOf<typeof GROUPS>['AutoScalingGroups'][number]): GroupSeed {
  return {
    name: group.AutoScalingGroupName,
    zones: group.AvailabilityZones,
    tags: tagsOf(group.Tags),
    min: group.MinSize,
    max: group.MaxSize,
    desired: group.DesiredCapacity,
    targetGroupArns: group.TargetGroupARNs ?? [],
    loadBalancers: group.LoadBalancerNames ?? [],
  };
}

/** Attached to nothing. */
export function volumeSeed(volume: ContentOf<typeof VOLUMES>['Volumes'][number]): VolumeSeed {
  return {
    id: volume.VolumeId,
    zone: volume.AvailabilityZone,
    tags: tagsOf(volume.Tags),
    sizeGib: volume.Size,
    encrypted: volume.Encrypted,
    kmsKeyId: volume.KmsKeyId,
    type: volume.VolumeType,
  };
}

/** By key, without those of AWS's own, which the engine puts itself. */
export function tagsOf(tags: Tags = []): Readonly<Record<string, string>> {
  return Object.fromEntries(
    tags.map(({ Key = '', Value = '' }) => [Key, Value] as const).filter(([key]) => !key.startsWith('aws:')),
  );
}
