import { begin, end } from './activity.ts';
import { USER_SHUTDOWN } from './fleet.ts';
import type { GroupRecord, MemberRecord } from './group.ts';
import type { Parts } from './parts.ts';
import { after, userInitiated } from './site.ts';

/** How an instance leaves its group: SPEC.md, "Terminating". */
export class Leaving {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Out of its load balancers first, then into the hooks, then to its end. @param because what follows `At <now> ` */
  begin(group: GroupRecord, member: MemberRecord, because: string, hooks: 'held by hooks' | 'at once'): void {
    const { machine } = member;
    this.#released(member);
    if (member.activity) end(this.#parts.site, member.activity, 'Cancelled', 'The instance was terminated');
    member.lifecycle = 'Terminating';
    member.activity = begin(this.#parts.site, this.#parts.groups, group, {
      description: `Terminating EC2 instance: ${machine.id}`,
      because,
      status: 'InProgress',
      zone: machine.zone,
    });
    const { timeline } = this.#parts.site;
    const drainedAt = this.#parts.places.leave(group, machine.id);
    if (hooks === 'at once') {
      this.#end(group, member);
    } else if (drainedAt > timeline.now) {
      member.activity.status = 'WaitingForELBConnectionDraining';
      member.timer = timeline.at(drainedAt, () => this.#hold(group, member));
    } else {
      member.timer = after(this.#parts.site, 'proceed', () => this.#hold(group, member));
    }
  }

  /** Its hooks have released it. */
  proceed(group: GroupRecord, member: MemberRecord): void {
    member.lifecycle = 'Terminating:Proceed';
    if (member.activity) member.activity.status = 'InProgress';
    member.timer = after(this.#parts.site, 'proceed', () => this.#end(group, member));
  }

  /** All instances end at once, without hooks; then the group is no more. */
  removeGroup(group: GroupRecord): void {
    group.deleting = true;
    group.min = 0;
    group.desired = 0;
    group.timer?.cancel();
    for (const member of group.members.values()) {
      this.#released(member);
      this.#parts.places.leave(group, member.machine.id);
      member.lifecycle = 'Terminating';
      this.#end(group, member);
    }
    this.#removeWhenEmpty(group);
  }

  /** EC2 says `terminated`. */
  terminated(group: GroupRecord, member: MemberRecord): void {
    if (!member.released) return;
    member.lifecycle = 'Terminated';
    group.members.delete(member.machine.id);
    if (member.activity) end(this.#parts.site, member.activity, 'Successful');
    this.#removeWhenEmpty(group);
  }

  #hold(group: GroupRecord, member: MemberRecord): void {
    member.timer = undefined;
    if (this.#parts.actions.begin(group, member, 'autoscaling:EC2_INSTANCE_TERMINATING')) return;
    this.#end(group, member);
  }

  #end(group: GroupRecord, member: MemberRecord): void {
    const { machine } = member;
    member.timer = undefined;
    member.released = true;
    if (member.activity) member.activity.status = 'InProgress';
    if (machine.state === 'terminated') this.terminated(group, member);
    else this.#parts.fleet.shutDown(machine, USER_SHUTDOWN, userInitiated(this.#parts.site));
  }

  #released(member: MemberRecord): void {
    member.timer?.cancel();
    member.notice?.cancel();
    this.#parts.actions.drop(member);
  }

  #removeWhenEmpty(group: GroupRecord): void {
    if (group.deleting && group.members.size === 0) this.#parts.groups.remove(group);
  }
}
