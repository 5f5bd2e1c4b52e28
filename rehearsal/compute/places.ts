import type { ClassicLoadBalancers } from './classic-load-balancers.ts';
import type { MachineRecord } from './fleet.ts';
import type { GroupRecord } from './group.ts';
import type { Pool } from './pool.ts';
import type { TargetGroups } from './target-groups.ts';

/** Where Auto Scaling registers a group's instances. */
export class Places {
  readonly #targetGroups: TargetGroups;
  readonly #classic: ClassicLoadBalancers;

  constructor(targetGroups: TargetGroups, classic: ClassicLoadBalancers) {
    this.#targetGroups = targetGroups;
    this.#classic = classic;
  }

  join(group: GroupRecord, machine: MachineRecord): void {
    for (const pool of this.#of(group)) pool.register(machine);
  }

  /** In all of them since before the simulation began. */
  settled(group: GroupRecord, machine: MachineRecord): void {
    for (const pool of this.#of(group)) pool.settled(machine);
  }

  /** @returns when it has drained everywhere, epoch milliseconds */
  leave(group: GroupRecord, instance: string): number {
    return Math.max(0, ...this.#of(group).map((pool) => pool.deregister(instance)));
  }

  #of(group: GroupRecord): readonly Pool[] {
    return [
      ...group.targetGroupArns.map((arn) => this.#targetGroups.find(arn)),
      ...group.loadBalancers.map((name) => this.#classic.find(name)),
    ].flatMap((place) => place?.pool ?? []);
  }
}
