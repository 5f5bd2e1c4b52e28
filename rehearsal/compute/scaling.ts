import type { Fleet, MachineRecord } from './fleet.ts';
import { capacityOf, type GroupRecord, type Groups, isGoing, type MemberRecord } from './group.ts';
import { Launching } from './launching.ts';
import { Leaving } from './leaving.ts';
import { LifecycleActions } from './lifecycle-actions.ts';
import type { ForeignCompletion } from './options.ts';
import type { Places } from './places.ts';
import { after, type Site } from './site.ts';

const STOPPED =
  'an instance was taken out of service in response to an EC2 health check indicating it has been terminated or stopped.';
const CHECKS_FAILED =
  'an instance was taken out of service in response to an EC2 instance status checks failure.';
const LAUNCH_FAILED = 'an instance was taken out of service in response to a launch failure.';

/** How a group keeps its desired capacity and its instances' health: SPEC.md, "Auto Scaling groups". */
export class Scaling {
  readonly actions: LifecycleActions;
  readonly #site: Site;
  readonly #groups: Groups;
  readonly #launching: Launching;
  readonly #leaving: Leaving;

  constructor(
    site: Site,
    fleet: Fleet,
    groups: Groups,
    places: Places,
    foreign: ForeignCompletion | undefined,
  ) {
    this.#site = site;
    this.#groups = groups;
    this.actions = new LifecycleActions(site, foreign, (group, member, result, why) => {
      if (isGoing(member.lifecycle)) this.#leaving.proceed(group, member);
      else if (result === 'CONTINUE') this.#launching.proceed(group, member);
      else this.#launchFailed(group, member, `Instance failed to complete user's Lifecycle Action: ${why}`);
    });
    const parts = { site, fleet, groups, places, actions: this.actions };
    this.#launching = new Launching(parts);
    this.#leaving = new Leaving(parts);
    fleet.watch((machine) => this.#onChange(machine));
  }

  /** Goes on with a group as it stands. */
  begin(group: GroupRecord): void {
    for (const member of group.members.values()) if (!member.healthy) this.#notice(group, member);
    this.evaluate(group);
  }

  /** Brings the group to its desired capacity, as far as it may. */
  evaluate(group: GroupRecord): void {
    const surplus = capacityOf(group).length - group.desired;
    if (surplus > 0) this.#scaleIn(group, surplus);
    else this.#launching.evaluate(group);
  }

  /** Something was allowed again: what was left undone meanwhile is done. */
  resumed(group: GroupRecord): void {
    for (const member of group.members.values()) {
      if (!isGoing(member.lifecycle)) this.#checkHealth(group, member);
    }
    this.evaluate(group);
  }

  /** The instance leaves; if the capacity says so, its replacement is launched without waiting for that. */
  terminate(group: GroupRecord, member: MemberRecord, because: string): void {
    this.#leaving.begin(group, member, because, 'held by hooks');
    this.evaluate(group);
  }

  remove(group: GroupRecord): void {
    this.#leaving.removeGroup(group);
  }

  #scaleIn(group: GroupRecord, surplus: number): void {
    if (group.suspended.has('Terminate')) return;
    const from = capacityOf(group).length;
    const inService = capacityOf(group).filter(({ lifecycle }) => lifecycle === 'InService');
    for (const [index, member] of inService.slice(0, surplus).entries()) {
      const because =
        'an instance was taken out of service in response to a difference between desired and actual capacity, ' +
        `shrinking the capacity from ${from - index} to ${from - index - 1}.`;
      this.#leaving.begin(group, member, because, 'held by hooks');
    }
  }

  #launchFailed(group: GroupRecord, member: MemberRecord, message: string): void {
    // One that never ran has nothing to wait for.
    const hooks = member.lifecycle === 'Pending' ? 'at once' : 'held by hooks';
    this.#launching.failed(group, member, message);
    this.#leaving.begin(group, member, LAUNCH_FAILED, hooks);
  }

  #onChange(machine: MachineRecord): void {
    const group = this.#groups.find(machine.group);
    const member = group?.members.get(machine.id);
    if (!group || !member) return;
    if (isGoing(member.lifecycle)) {
      if (machine.state === 'terminated') this.#leaving.terminated(group, member);
    } else if (machine.state === 'running' && machine.alive && member.lifecycle === 'Pending') {
      if (!member.timer) this.#launching.running(group, member);
    } else {
      this.#checkHealth(group, member);
    }
  }

  /** What is wrong with an instance is noticed after a while. */
  #checkHealth(group: GroupRecord, member: MemberRecord): void {
    if (isFit(member.machine) || member.notice || group.suspended.has('HealthCheck')) return;
    this.#notice(group, member);
  }

  #notice(group: GroupRecord, member: MemberRecord): void {
    member.notice = after(this.#site, 'notice', () => {
      member.notice = undefined;
      if (group.suspended.has('HealthCheck')) return;
      member.healthy = false;
      if (member.lifecycle !== 'InService') {
        this.#launchFailed(group, member, endedMeanwhile(member.machine));
      } else if (!group.suspended.has('ReplaceUnhealthy') && !group.suspended.has('Terminate')) {
        this.terminate(group, member, member.machine.impaired ? CHECKS_FAILED : STOPPED);
      }
    });
  }
}

function isFit({ state, impaired }: MachineRecord): boolean {
  return (state === 'running' || state === 'pending') && !impaired;
}

function endedMeanwhile({ reason }: MachineRecord): string {
  const why = reason?.message ?? 'Server.InternalError: Internal error on launch';
  return `Instance became unhealthy while waiting for instance to be in InService state. Termination Reason: ${why}`;
}
