import type { EtcdVolume } from '../../../lambdas/masters/contract/view.ts';
import type { Instances } from '../../../lambdas/masters/ports/instances.ts';
import type { Instance } from '../../../lambdas/shared/domain/instance.ts';

/** EC2 in memory. It refuses to detach by force what has not terminated: nothing may ever ask for that. */
export class MemoryInstances implements Instances {
  readonly known = new Map<string, Instance>();
  readonly volumes = new Map<string, EtcdVolume>();
  readonly detached: string[] = [];

  async describe(ids: readonly string[]): Promise<readonly Instance[]> {
    if (ids.length === 0) throw new Error('Without an id, EC2 would list all instances of the account.');
    return ids.flatMap((id) => this.known.get(id) ?? []);
  }

  async etcdVolumes(): Promise<readonly EtcdVolume[]> {
    return [...this.volumes.values()];
  }

  async detachByForce(id: string, instance: string): Promise<'detaching' | 'not-attached'> {
    const state = this.known.get(instance)?.state ?? 'terminated';
    if (state !== 'terminated')
      throw new Error(`${id} is detached by force from ${instance}, which is ${state}.`);
    const volume = this.volumes.get(id);
    if (volume?.attachedTo !== instance) return 'not-attached';
    this.detached.push(id);
    this.attach(id, '');
    return 'detaching';
  }

  setState(id: string, state: string): void {
    const instance = this.known.get(id);
    if (!instance) throw new Error(`There is no instance ${id}.`);
    this.known.set(id, { ...instance, state });
  }

  /** To nothing, where the instance is ''. */
  attach(id: string, attachedTo: string, attachment = attachedTo === '' ? '' : 'attached'): void {
    const volume = this.volumes.get(id);
    if (!volume) throw new Error(`There is no volume ${id}.`);
    const state = attachedTo === '' ? 'available' : 'in-use';
    this.volumes.set(id, { ...volume, attachedTo, attachment, state });
  }
}
