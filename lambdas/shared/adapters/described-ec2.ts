/** Instances and volumes as EC2 describes them. */
import {
  type Instance as DescribedInstance,
  type EC2Client,
  type Filter,
  paginateDescribeInstances,
  paginateDescribeVolumes,
  type Tag,
  type Volume,
} from '@aws-sdk/client-ec2';
import type { Instance } from '../domain/instance.ts';
import { ETCD_TAG, ownedTag, type Tags } from '../domain/kops-tags.ts';
import { answersOf } from './answers-of.ts';
import { namingTransients } from './transient.ts';

const { given } = answersOf('EC2');

/** Largest page of instances; of volumes half of it is allowed, which is more than a cluster has. */
const PAGE_SIZE = 1000;
const VOLUMES_A_PAGE = 500;
/** Values that one filter takes. Source: EC2's API reference, "List and filter your resources". */
const VALUES_A_FILTER = 200;

export interface DescribedVolume {
  readonly id: string;
  readonly zone: string;
  readonly state: string;
  readonly encrypted: boolean;
  /** With which it is encrypted, by ARN; '' for none. */
  readonly keyArn: string;
  /** The instance that it is bound to; '' for none. */
  readonly attachedTo: string;
  /** `attached`, `attaching` …; '' for none. */
  readonly attachment: string;
  readonly tags: Tags;
}

/** All that fit the filters. @throws TransientFailure */
export function networkedInstances(
  client: EC2Client,
  Filters: Filter[],
): Promise<readonly NetworkedInstance[]> {
  return instancesAs(client, Filters, networkedOf);
}

/** How an instance is reached. */
export interface NetworkedInstance extends Instance {
  /** Security groups of all its network interfaces, by id. */
  readonly securityGroupIds: readonly string[];
  /** IPv4; '' for none. */
  readonly publicAddress: string;
}

function instancesAs<T>(
  client: EC2Client,
  Filters: Filter[],
  as: (described: DescribedInstance) => T,
): Promise<readonly T[]> {
  return namingTransients('EC2 DescribeInstances', async () => {
    const found: T[] = [];
    for await (const { Reservations = [] } of paginateDescribeInstances(
      { client, pageSize: PAGE_SIZE },
      { Filters },
    ))
      found.push(...Reservations.flatMap(({ Instances = [] }) => Instances.map(as)));
    return found;
  });
}

/**
 * Those that EC2 knows. By a filter: given by its id, an instance that EC2 doesn't know would fail the whole call.
 * @throws TransientFailure
 */
export async function instancesByIds(
  client: EC2Client,
  ids: readonly string[],
): Promise<readonly Instance[]> {
  const found: Instance[] = [];
  for (let i = 0; i < ids.length; i += VALUES_A_FILTER) {
    const Values = ids.slice(i, i + VALUES_A_FILTER);
    found.push(...(await instancesAs(client, [{ Name: 'instance-id', Values }], instanceOf)));
  }
  return found;
}

/** All that fit the filters. @throws TransientFailure */
export function describedVolumes(client: EC2Client, Filters: Filter[]): Promise<readonly DescribedVolume[]> {
  return namingTransients('EC2 DescribeVolumes', async () => {
    const found: DescribedVolume[] = [];
    for await (const { Volumes = [] } of paginateDescribeVolumes(
      { client, pageSize: VOLUMES_A_PAGE },
      { Filters },
    ))
      found.push(...Volumes.map(volumeOf));
    return found;
  });
}

/** Those of a kops cluster that are tagged as an etcd member's. @throws TransientFailure */
export function describedEtcdVolumes(
  client: EC2Client,
  cluster: string,
): Promise<readonly DescribedVolume[]> {
  return describedVolumes(client, [
    { Name: `tag:${ownedTag(cluster)}`, Values: ['owned'] },
    { Name: 'tag-key', Values: [`${ETCD_TAG}*`] },
  ]);
}

function instanceOf(instance: DescribedInstance): Instance {
  const id = given(instance.InstanceId, 'an instance', 'InstanceId');
  return {
    id,
    state: given(instance.State?.Name, id, 'State.Name'),
    stateReason: instance.StateReason?.Message ?? instance.StateReason?.Code ?? '',
    zone: given(instance.Placement?.AvailabilityZone, id, 'Placement.AvailabilityZone'),
    address: instance.PrivateIpAddress ?? '',
    launchedAt: instance.LaunchTime?.toISOString() ?? '',
    tags: tagsIn(instance.Tags),
  };
}

function networkedOf(instance: DescribedInstance): NetworkedInstance {
  const { SecurityGroups = [], NetworkInterfaces = [], PublicIpAddress = '' } = instance;
  const groups = [...SecurityGroups, ...NetworkInterfaces.flatMap(({ Groups = [] }) => Groups)];
  const published = NetworkInterfaces.flatMap(({ Association }) => Association?.PublicIp ?? []);
  return {
    ...instanceOf(instance),
    securityGroupIds: [...new Set(groups.flatMap(({ GroupId }) => GroupId ?? []))],
    publicAddress: PublicIpAddress || (published[0] ?? ''),
  };
}

/** Of the volume's attachments the one that still binds it: an instance's end leaves `detached` ones behind. */
function volumeOf(volume: Volume): DescribedVolume {
  const id = given(volume.VolumeId, 'a volume', 'VolumeId');
  const attachment = volume.Attachments?.find((each) => each.State !== 'detached');
  return {
    id,
    zone: given(volume.AvailabilityZone, id, 'AvailabilityZone'),
    state: given(volume.State, id, 'State'),
    encrypted: volume.Encrypted ?? false,
    keyArn: volume.KmsKeyId ?? '',
    attachedTo: attachment?.InstanceId ?? '',
    attachment: attachment?.State ?? '',
    tags: tagsIn(volume.Tags),
  };
}

function tagsIn(tags: readonly Tag[] = []): Tags {
  return Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [Key, Value]));
}
