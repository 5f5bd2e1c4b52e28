import { DetachVolumeCommand, type EC2Client } from '@aws-sdk/client-ec2';
import { answersOf } from '../../shared/adapters/answers-of.ts';
import {
  type DescribedVolume,
  describedEtcdVolumes,
  describedVolumes,
  instancesByIds,
} from '../../shared/adapters/described-ec2.ts';
import { ec2 } from '../../shared/adapters/ec2-client.ts';
import { namingTransients } from '../../shared/adapters/transient.ts';
import type { Instance } from '../../shared/domain/instance.ts';
import { etcdTagsIn } from '../../shared/domain/kops-tags.ts';
import type { EtcdVolume } from '../contract/view.ts';
import type { Instances } from '../ports/instances.ts';

const { unreadable } = answersOf('EC2');

/** Instances, and the etcd volumes of one cluster. */
export class Ec2Instances implements Instances {
  readonly #cluster: string;
  readonly #client: EC2Client;

  constructor(cluster: string, client: EC2Client = ec2) {
    this.#cluster = cluster;
    this.#client = client;
  }

  describe(ids: readonly string[]): Promise<readonly Instance[]> {
    return instancesByIds(this.#client, ids);
  }

  async etcdVolumes(): Promise<readonly EtcdVolume[]> {
    return (await describedEtcdVolumes(this.#client, this.#cluster)).flatMap(etcdVolumesOf);
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
    const found = await describedVolumes(this.#client, [{ Name: 'volume-id', Values: [volume] }]);
    return found.some(({ state }) => state === 'available');
  }
}

/** @throws UnreadableAnswer for a tag that etcd-manager can't read either */
function etcdVolumesOf({ id, zone, state, attachedTo, attachment, tags }: DescribedVolume): EtcdVolume[] {
  return etcdTagsIn(tags).map(({ key, value, etcdCluster, named }) => {
    if (!named)
      throw unreadable(
        id,
        `the tag ${key} is ${JSON.stringify(value)}, not <member>/<all members> such as a/a,b,c`,
      );
    return { id, etcdCluster, ...named, zone, state, attachedTo, attachment };
  });
}
