import {
  type Instance as DescribedInstance,
  DetachVolumeCommand,
  type EC2Client,
  paginateDescribeInstances,
  paginateDescribeVolumes,
  type Tag,
  type Volume,
} from '@aws-sdk/client-ec2';
import { answersOf } from '../../shared/adapters/answers-of.ts';
import { namingTransients } from '../../shared/adapters/transient.ts';
import type { EtcdVolume } from '../contract/view.ts';
import type { Instance } from '../domain/instance.ts';
import type { Instances } from '../ports/instances.ts';
import { ec2 } from './ec2-client.ts';

const { given, unreadable } = answersOf('EC2');

/** Largest page of instances; of volumes half of it is allowed, which is more than a cluster has. */
const PAGE_SIZE = 1000;
const VOLUMES_A_PAGE = 500;

/** kops' tag on an etcd volume: `k8s.io/etcd/main`, `k8s.io/etcd/events` … */
const ETCD = 'k8s.io/etcd/';

/** Instances, and the etcd volumes of one cluster. */
export class Ec2Instances implements Instances {
  readonly #cluster: string;
  readonly #client: EC2Client;

  constructor(cluster: string, client: EC2Client = ec2) {
    this.#cluster = cluster;
    this.#client = client;
  }

  /** By a filter: given by its id, an instance that EC2 doesn't know would fail the whole call. */
  async describe(ids: readonly string[]): Promise<readonly Instance[]> {
    if (ids.length === 0) return [];
    const Filters = [{ Name: 'instance-id', Values: [...ids] }];
    return namingTransients('EC2 DescribeInstances', async () => {
      const found: Instance[] = [];
      const pages = paginateDescribeInstances({ client: this.#client, pageSize: PAGE_SIZE }, { Filters });
      for await (const { Reservations = [] } of pages)
        found.push(...Reservations.flatMap(({ Instances = [] }) => Instances.map(instanceOf)));
      return found;
    });
  }

  etcdVolumes(): Promise<readonly EtcdVolume[]> {
    const Filters = [
      { Name: `tag:kubernetes.io/cluster/${this.#cluster}`, Values: ['owned'] },
      { Name: 'tag-key', Values: [`${ETCD}*`] },
    ];
    return namingTransients('EC2 DescribeVolumes', async () => {
      const found: EtcdVolume[] = [];
      const pages = paginateDescribeVolumes({ client: this.#client, pageSize: VOLUMES_A_PAGE }, { Filters });
      for await (const { Volumes = [] } of pages) found.push(...Volumes.flatMap(etcdVolumesOf));
      return found;
    });
  }

  async detachByForce(volume: string, instance: string): Promise<'detaching' | 'not-attached'> {
    const command = new DetachVolumeCommand({ VolumeId: volume, InstanceId: instance, Force: true });
    try {
      await namingTransients('EC2 DetachVolume', () => this.#client.send(command));
      return 'detaching';
    } catch (error) {
      const { name } = error as Error;
      if (name === 'InvalidAttachment.NotFound') return 'not-attached';
      // One name for every state that doesn't fit: only that of the volume says which it is.
      if (name === 'IncorrectState' && (await this.#isFree(volume))) return 'not-attached';
      throw error;
    }
  }

  async #isFree(volume: string): Promise<boolean> {
    const Filters = [{ Name: 'volume-id', Values: [volume] }];
    return namingTransients('EC2 DescribeVolumes', async () => {
      const pages = paginateDescribeVolumes({ client: this.#client, pageSize: VOLUMES_A_PAGE }, { Filters });
      for await (const { Volumes = [] } of pages)
        if (Volumes.some(({ State }) => State === 'available')) return true;
      return false;
    });
  }
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
    tags: Object.fromEntries((instance.Tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value])),
  };
}

/** Of the volume's attachments the one that still binds it: an instance's end leaves `detached` ones behind. */
function etcdVolumesOf(volume: Volume): EtcdVolume[] {
  const id = given(volume.VolumeId, 'a volume', 'VolumeId');
  const zone = given(volume.AvailabilityZone, id, 'AvailabilityZone');
  const state = given(volume.State, id, 'State');
  const attachment = volume.Attachments?.find((each) => each.State !== 'detached');
  return (volume.Tags ?? [])
    .filter(({ Key }) => Key?.startsWith(ETCD))
    .map((tag) => ({
      id,
      ...memberOf(id, tag),
      zone,
      state,
      attachedTo: attachment?.InstanceId ?? '',
      attachment: attachment?.State ?? '',
    }));
}

/** The tag's value is `<member>/<all members>`: `a/a,b,c`. @throws UnreadableAnswer, as etcd-manager can't read it either */
function memberOf(id: string, { Key = '', Value = '' }: Tag) {
  const [member = '', all = '', ...more] = Value.split('/');
  const members = all.split(',');
  // A member without a name would be one more that is never healthy.
  if (more.length > 0 || members.includes('') || !members.includes(member))
    throw unreadable(
      id,
      `the tag ${Key} is ${JSON.stringify(Value)}, not <member>/<all members> such as a/a,b,c`,
    );
  return { etcdCluster: Key.slice(ETCD.length), member, members };
}
