import { ComputeError } from './errors.ts';
import type { Fleet, MachineRecord } from './fleet.ts';
import type { Disk } from './listener.ts';
import type { VolumeSeed } from './options.ts';
import { after, notify, type Site } from './site.ts';
import type { Timer } from './timeline.ts';
import type { AttachmentState } from './types.ts';

export interface Attachment {
  readonly machine: MachineRecord;
  readonly device: string;
  readonly since: number;
  state: AttachmentState;
  timer: Timer | undefined;
}

export interface VolumeRecord extends Disk {
  readonly tags: Readonly<Record<string, string>>;
  readonly sizeGib: number;
  readonly encrypted: boolean;
  readonly kmsKeyId: string | undefined;
  readonly type: string;
  readonly createdAt: number;
  attachment: Attachment | undefined;
  empty: boolean;
  /** In this state it stays when its instance terminates. */
  stuck: AttachmentState | undefined;
}

const ETCD_TAG = 'k8s.io/etcd/';

/** EBS volumes: attached by the instances, freed by EC2 when their instance has terminated. */
export class Volumes {
  readonly #site: Site;
  readonly #volumes = new Map<string, VolumeRecord>();
  readonly #freed: ((volume: VolumeRecord) => void)[] = [];
  readonly #attached: ((machine: MachineRecord) => void)[] = [];

  constructor(site: Site, fleet: Fleet) {
    this.#site = site;
    fleet.watch((machine, change) => {
      if (change !== 'state' || machine.state !== 'terminated') return;
      for (const volume of this.of(machine)) this.#release(volume);
    });
  }

  whenFree(hear: (volume: VolumeRecord) => void): void {
    this.#freed.push(hear);
  }

  whenAttached(hear: (machine: MachineRecord) => void): void {
    this.#attached.push(hear);
  }

  add(seed: VolumeSeed): VolumeRecord {
    const volume: VolumeRecord = {
      id: seed.id ?? this.#site.luck.id('vol'),
      zone: seed.zone,
      tags: seed.tags,
      sizeGib: seed.sizeGib ?? 20,
      encrypted: seed.encrypted ?? true,
      kmsKeyId: seed.kmsKeyId,
      type: seed.type ?? 'gp3',
      createdAt: this.#site.timeline.now,
      attachment: undefined,
      empty: seed.empty === true,
      stuck: undefined,
      ...etcdOf(seed.tags),
    };
    this.#volumes.set(volume.id, volume);
    for (const hear of this.#freed) hear(volume);
    return volume;
  }

  all(): readonly VolumeRecord[] {
    return [...this.#volumes.values()];
  }

  find(id: string): VolumeRecord | undefined {
    return this.#volumes.get(id);
  }

  /** @throws ComputeError InvalidVolume.NotFound */
  get(id: string): VolumeRecord {
    const volume = this.find(id);
    if (volume) return volume;
    throw new ComputeError('InvalidVolume.NotFound', `The volume '${id}' does not exist.`);
  }

  /** Attached to it, or on the way there or away. */
  of(machine: MachineRecord): readonly VolumeRecord[] {
    return this.all().filter(({ attachment }) => attachment?.machine === machine);
  }

  /** As AttachVolume: takes a while. The volume must be available, in the machine's zone. */
  attach(volume: VolumeRecord, machine: MachineRecord): void {
    const attachment = this.#put(volume, machine, 'attaching');
    attachment.timer = after(this.#site, 'attach', () => {
      if (!machine.alive) return;
      attachment.state = 'attached';
      const disks = this.of(machine).filter((each) => each.attachment?.state === 'attached');
      notify(this.#site, (listener, at) => listener.onAttached?.(machine, disks, at));
      for (const hear of this.#attached) hear(machine);
    });
  }

  /** Attached since before the simulation began. */
  settled(volume: VolumeRecord, machine: MachineRecord): void {
    this.#put(volume, machine, 'attached');
  }

  stick(volume: VolumeRecord, state: AttachmentState): void {
    volume.stuck = state;
    const { attachment } = volume;
    if (attachment?.machine.state !== 'terminated') return;
    attachment.timer?.cancel();
    attachment.state = state;
  }

  /** @throws ComputeError as DetachVolume */
  detach(volume: VolumeRecord, instance: string | undefined, force: boolean): Attachment {
    const { attachment, id } = volume;
    if (!attachment) {
      throw new ComputeError('IncorrectState', `Volume '${id}' is in the 'available' state.`);
    }
    if (instance !== undefined && instance !== attachment.machine.id) {
      const words = `The volume '${id}' is not attached to instance '${instance}'.`;
      throw new ComputeError('InvalidAttachment.NotFound', words);
    }
    if (!force && attachment.state === 'detaching') {
      throw new ComputeError('IncorrectState', `Volume '${id}' is in the 'detaching' state.`);
    }
    // Mounted by a system that runs, or stuck: without force that is waited for.
    if (!force && (attachment.machine.alive || volume.stuck)) {
      attachment.state = 'busy';
      return attachment;
    }
    volume.stuck = undefined;
    attachment.timer?.cancel();
    this.#release(volume);
    return attachment;
  }

  delete(volume: VolumeRecord): void {
    volume.attachment?.timer?.cancel();
    this.#takeAway(volume);
    this.#volumes.delete(volume.id);
    notify(this.#site, (listener, at) => listener.onDeleted?.(volume, at));
  }

  #put(volume: VolumeRecord, machine: MachineRecord, state: AttachmentState): Attachment {
    const letter = String.fromCharCode('u'.charCodeAt(0) + this.of(machine).length);
    const since = this.#site.timeline.now;
    const attachment: Attachment = { machine, device: `/dev/xvd${letter}`, since, state, timer: undefined };
    volume.attachment = attachment;
    return attachment;
  }

  #release(volume: VolumeRecord): void {
    const { attachment, stuck } = volume;
    if (!attachment) return;
    attachment.timer?.cancel();
    attachment.state = stuck ?? 'detaching';
    if (stuck) return;
    attachment.timer = after(this.#site, 'release', () => {
      this.#takeAway(volume);
      for (const hear of this.#freed) hear(volume);
    });
  }

  #takeAway(volume: VolumeRecord): void {
    const { attachment } = volume;
    volume.attachment = undefined;
    if (!attachment) return;
    const { machine } = attachment;
    notify(this.#site, (listener, at) => listener.onDetached?.(machine, volume, machine.alive, at));
  }
}

/** From kops's tag `k8s.io/etcd/main` = `a/a,b,c`; all empty for other volumes. */
function etcdOf(tags: Readonly<Record<string, string>>): Pick<Disk, 'etcdCluster' | 'member' | 'members'> {
  const [key, value = ''] = Object.entries(tags).find(([each]) => each.startsWith(ETCD_TAG)) ?? ['', ''];
  const [member = '', members = ''] = value.split('/');
  return {
    etcdCluster: key.slice(ETCD_TAG.length),
    member,
    members: members === '' ? [] : members.split(','),
  };
}
