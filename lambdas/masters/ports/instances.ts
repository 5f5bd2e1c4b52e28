import type { Instance } from '../../shared/domain/instance.ts';
import type { EtcdVolume } from '../contract/view.ts';

/** EC2, as far as masters need it. All throw `TransientFailure` when it cannot be reached now. */
export interface Instances {
  /** What EC2 says of these; those that it doesn't know (any more) are left out. */
  describe(ids: readonly string[]): Promise<readonly Instance[]>;
  /** The cluster's etcd volumes, by their tags. */
  etcdVolumes(): Promise<readonly EtcdVolume[]>;
  /**
   * Detaches a volume by force. Only ever called for an instance that has terminated, with a person's yes.
   * `not-attached`: it was free already.
   */
  detachByForce(volume: string, instance: string): Promise<'detaching' | 'not-attached'>;
}
