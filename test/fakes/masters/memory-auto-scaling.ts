import type {
  Activity,
  AutoScalingGroup,
  LifecycleAction,
  LifecycleHook,
} from '../../../lambdas/masters/domain/auto-scaling-group.ts';
import type { AutoScaling } from '../../../lambdas/masters/ports/auto-scaling.ts';

/** A wait in a hook, as Auto Scaling has it. */
export interface Wait {
  readonly group: string;
  readonly hook: string;
  readonly instance: string;
  readonly token: string;
}

const AFTER: Readonly<Record<string, string>> = {
  'Terminating:Wait': 'Terminating:Proceed',
  'Pending:Wait': 'InService',
};

/**
 * Auto Scaling in memory. An action is found only by the hook, the instance and, where one is given, the token that fit,
 * as AWS does; completing one moves its instance on. Nothing else moves: the test does that.
 */
export class MemoryAutoScaling implements AutoScaling {
  readonly found = new Map<string, AutoScalingGroup>();
  readonly happened = new Map<string, Activity[]>();
  readonly waits: Wait[] = [];
  /** The calls that change something, in order: `complete i-1`, `terminate i-1` … */
  readonly calls: string[] = [];
  /** Thrown by the method of this name. */
  readonly failures = new Map<keyof AutoScaling, Error>();

  async groups(): Promise<readonly AutoScalingGroup[]> {
    this.#mayFail('groups');
    return [...this.found.values()];
  }

  async activities(group: string): Promise<readonly Activity[]> {
    this.#mayFail('activities');
    return this.happened.get(group) ?? [];
  }

  async recordHeartbeat(action: LifecycleAction): Promise<'recorded' | 'no-action'> {
    this.#mayFail('recordHeartbeat');
    this.calls.push(`heartbeat ${action.instance}`);
    return this.#waitOf(action) ? 'recorded' : 'no-action';
  }

  async complete(action: LifecycleAction): Promise<'completed' | 'no-action'> {
    this.#mayFail('complete');
    this.calls.push(`complete ${action.instance}`);
    const wait = this.#waitOf(action);
    if (!wait) return 'no-action';
    this.waits.splice(this.waits.indexOf(wait), 1);
    const group = this.found.get(wait.group);
    const { lifecycle } = group?.instances.find(({ id }) => id === wait.instance) ?? {};
    if (lifecycle) this.setLifecycle(wait.group, wait.instance, AFTER[lifecycle] ?? lifecycle);
    return 'completed';
  }

  async terminate(instance: string): Promise<'terminating' | 'gone'> {
    this.#mayFail('terminate');
    this.calls.push(`terminate ${instance}`);
    for (const { name, instances } of this.found.values())
      if (instances.some(({ id }) => id === instance)) {
        this.setLifecycle(name, instance, 'Terminating');
        return 'terminating';
      }
    return 'gone';
  }

  async hooks(): Promise<readonly LifecycleHook[]> {
    throw new Error('A replacement does not ask for hooks.');
  }

  async putHook(): Promise<void> {
    throw new Error('A replacement does not put hooks.');
  }

  async deleteHook(): Promise<void> {
    throw new Error('A replacement does not delete hooks.');
  }

  setLifecycle(name: string, instance: string, lifecycle: string): void {
    const group = this.found.get(name);
    if (!group) throw new Error(`There is no group ${name}.`);
    const others = group.instances.filter(({ id }) => id !== instance);
    const zone = group.zones[0] ?? '';
    const instances = lifecycle === '' ? others : [...others, { id: instance, lifecycle, zone }];
    this.found.set(name, { ...group, instances });
  }

  #waitOf({ group, hook, instance, token }: LifecycleAction): Wait | undefined {
    return this.waits.find(
      (wait) =>
        wait.group === group &&
        wait.hook === hook &&
        wait.instance === instance &&
        (token === undefined || wait.token === token),
    );
  }

  #mayFail(method: keyof AutoScaling): void {
    const failure = this.failures.get(method);
    if (failure) throw failure;
  }
}
