import { begin, end } from './activity.ts';
import type { MachineRecord } from './fleet.ts';
import { capacityOf, type GroupRecord, type MemberRecord, newMember } from './group.ts';
import type { LaunchTrouble } from './happenings.ts';
import type { Parts } from './parts.ts';
import { after, whole } from './site.ts';

/** After a day of nothing but failures, Auto Scaling suspends launching. */
const GIVE_UP = 24 * 3_600_000;

const NO_KEY = { code: 'Client.InternalError', message: 'Client.InternalError: Client error on launch' };

/** How a group gets an instance: SPEC.md, "Launching". */
export class Launching {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Plans a launch where one is wanting and none is planned. */
  evaluate(group: GroupRecord): void {
    if (group.timer || !this.#isWanted(group)) return;
    group.timer = after(this.#parts.site, 'launch', () => this.#launch(group));
  }

  /** EC2 says `running`. */
  running(group: GroupRecord, member: MemberRecord): void {
    if (this.#parts.actions.begin(group, member, 'autoscaling:EC2_INSTANCE_LAUNCHING')) return;
    member.timer = after(this.#parts.site, 'proceed', () => this.#enter(group, member));
  }

  /** Its hooks have released it. */
  proceed(group: GroupRecord, member: MemberRecord): void {
    member.lifecycle = 'Pending:Proceed';
    if (member.activity) member.activity.status = 'PreInService';
    member.timer = after(this.#parts.site, 'proceed', () => this.#enter(group, member));
  }

  /** The instance will not come into service; the next launch is tried after a pause. */
  failed(group: GroupRecord, member: MemberRecord, message: string): void {
    if (member.activity) end(this.#parts.site, member.activity, 'Cancelled', message);
    member.activity = undefined;
    this.#tryLater(group);
  }

  #enter(group: GroupRecord, member: MemberRecord): void {
    member.timer = undefined;
    member.lifecycle = 'InService';
    if (!group.suspended.has('AddToLoadBalancer')) this.#parts.places.join(group, member.machine);
    if (member.activity) end(this.#parts.site, member.activity, 'Successful');
    member.activity = undefined;
    group.failingSince = undefined;
  }

  #isWanted(group: GroupRecord): boolean {
    return !group.suspended.has('Launch') && capacityOf(group).length < group.desired;
  }

  #launch(group: GroupRecord): void {
    group.timer = undefined;
    if (!this.#isWanted(group)) return;
    const trouble = this.#troubleOf(group);
    const zone = emptiestZone(group);
    const has = capacityOf(group).length;
    const activity = begin(this.#parts.site, this.#parts.groups, group, {
      description: 'Launching a new EC2 instance',
      because:
        'an instance was started in response to a difference between desired and actual capacity, ' +
        `increasing the capacity from ${has} to ${has + 1}.`,
      status: 'PreInService',
      zone,
    });
    if (trouble === 'no-capacity' || trouble === 'launch-template') {
      end(this.#parts.site, activity, 'Failed', refusal(trouble, group, zone));
      this.#tryLater(group);
      return;
    }
    const machine = this.#order(group, zone, trouble === 'kms');
    activity.description = `${activity.description}: ${machine.id}`;
    group.members.set(machine.id, newMember(machine, activity));
    this.evaluate(group);
  }

  #order(group: GroupRecord, zone: string, doomed: boolean): MachineRecord {
    return this.#parts.fleet.launch({
      group: group.name,
      zone,
      type: group.instanceType,
      reached: { securityGroups: group.securityGroups },
      tags: { ...group.tags, 'aws:autoscaling:groupName': group.name },
      ...(doomed && { doom: NO_KEY }),
    });
  }

  #troubleOf(group: GroupRecord): LaunchTrouble | undefined {
    const { trouble } = group;
    return trouble && this.#parts.site.timeline.now < trouble.until ? trouble.kind : undefined;
  }

  #tryLater(group: GroupRecord): void {
    const { now } = this.#parts.site.timeline;
    group.failingSince ??= now;
    group.timer?.cancel();
    group.timer = undefined;
    if (now - group.failingSince >= GIVE_UP) {
      const reason = `Administratively suspended at ${whole(now)}: no instance could be launched for 24 hours`;
      group.suspended.set('Launch', reason);
    } else if (!group.deleting) {
      group.timer = after(this.#parts.site, 'retry', () => this.#launch(group));
    }
  }
}

function emptiestZone({ zones, members }: GroupRecord): string {
  const inZone = (zone: string) =>
    [...members.values()].filter(({ machine }) => machine.zone === zone).length;
  return zones.toSorted((a, b) => inZone(a) - inZone(b))[0] ?? '';
}

/** EC2's words, as Auto Scaling repeats them. */
function refusal(trouble: 'no-capacity' | 'launch-template', group: GroupRecord, zone: string): string {
  if (trouble === 'launch-template') {
    return (
      'You must use a valid fully-formed launch template. ' +
      "The image id '[ami-0aaaaaaaaaaaaaaaa]' does not exist. Launching EC2 instance failed."
    );
  }
  const type = group.instanceType;
  return (
    `We currently do not have sufficient ${type} capacity in the Availability Zone you requested (${zone}). ` +
    'Our system will be working on provisioning additional capacity. ' +
    `You can currently get ${type} capacity by not specifying an Availability Zone in your request. ` +
    'Launching EC2 instance failed.'
  );
}
