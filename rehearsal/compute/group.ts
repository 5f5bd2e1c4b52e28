import { validationError } from './errors.ts';
import type { MachineRecord } from './fleet.ts';
import type { LaunchTrouble } from './happenings.ts';
import { type GroupSeed, type SecurityGroup, USUAL_TYPE } from './options.ts';
import type { Site } from './site.ts';
import type { Timer } from './timeline.ts';
import type { ActivityStatus, LifecycleResult, LifecycleState, LifecycleTransition } from './types.ts';

export interface Hook {
  readonly name: string;
  readonly transition: LifecycleTransition;
  readonly heartbeatSeconds: number;
  readonly defaultResult: LifecycleResult;
  readonly metadata: string | undefined;
}

/** A wait of one instance in one hook. */
export interface Action {
  readonly hook: Hook;
  readonly token: string;
  /** No heartbeat extends it beyond this, epoch milliseconds. */
  readonly endsAt: number;
  timeout: Timer | undefined;
  foreign: Timer | undefined;
}

export interface ActivityRecord {
  readonly id: string;
  readonly group: string;
  readonly startedAt: number;
  readonly cause: string;
  readonly zone: string;
  description: string;
  status: ActivityStatus;
  message: string | undefined;
  endedAt: number | undefined;
}

/** An instance of a group. */
export interface MemberRecord {
  readonly machine: MachineRecord;
  lifecycle: LifecycleState;
  healthy: boolean;
  /** Under way, if any. */
  activity: ActivityRecord | undefined;
  /** By the hook's name. */
  readonly actions: Map<string, Action>;
  /** What is planned for it next. */
  timer: Timer | undefined;
  /** When its bad health will be noticed. */
  notice: Timer | undefined;
  /** Auto Scaling is done with it: it leaves the group as soon as EC2 says `terminated`. */
  released: boolean;
}

export function newMember(machine: MachineRecord, activity: ActivityRecord | undefined): MemberRecord {
  return {
    machine,
    lifecycle: activity ? 'Pending' : 'InService',
    healthy: true,
    activity,
    actions: new Map(),
    timer: undefined,
    notice: undefined,
    released: false,
  };
}

export interface GroupRecord {
  readonly name: string;
  readonly id: string;
  readonly arn: string;
  readonly createdAt: number;
  readonly zones: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  readonly instanceType: string;
  readonly securityGroups: readonly SecurityGroup[];
  readonly targetGroupArns: readonly string[];
  readonly loadBalancers: readonly string[];
  min: number;
  max: number;
  desired: number;
  /** Process → reason. */
  readonly suspended: Map<string, string>;
  readonly hooks: Map<string, Hook>;
  readonly members: Map<string, MemberRecord>;
  trouble: { readonly kind: LaunchTrouble; readonly until: number } | undefined;
  /** Since when every launch has failed. */
  failingSince: number | undefined;
  /** The next launch. */
  timer: Timer | undefined;
  deleting: boolean;
}

export const PROCESSES = [
  'Launch',
  'Terminate',
  'AddToLoadBalancer',
  'AlarmNotification',
  'AZRebalance',
  'HealthCheck',
  'InstanceRefresh',
  'ReplaceUnhealthy',
  'ScheduledActions',
] as const;

export function newGroup(site: Site, seed: GroupSeed): GroupRecord {
  const { account, region, luck, timeline } = site;
  const id = luck.uuid();
  const hooks = (seed.hooks ?? []).map((hook) => ({ ...hook, metadata: hook.metadata }));
  return {
    name: seed.name,
    id,
    arn: `arn:aws:autoscaling:${region}:${account}:autoScalingGroup:${id}:autoScalingGroupName/${seed.name}`,
    createdAt: timeline.now,
    zones: seed.zones,
    tags: seed.tags,
    instanceType: seed.instanceType ?? USUAL_TYPE,
    securityGroups: seed.securityGroups ?? [],
    targetGroupArns: seed.targetGroupArns ?? [],
    loadBalancers: seed.loadBalancers ?? [],
    min: seed.min ?? 1,
    max: seed.max ?? 1,
    desired: seed.desired ?? 1,
    suspended: new Map(Object.entries(seed.suspended ?? {})),
    hooks: new Map(hooks.map((hook) => [hook.name, hook])),
    members: new Map(),
    trouble: undefined,
    failingSince: undefined,
    timer: undefined,
    deleting: false,
  };
}

/** All groups, those that were deleted apart. */
export class Groups {
  readonly #groups = new Map<string, GroupRecord>();
  readonly #activities: ActivityRecord[] = [];

  add(group: GroupRecord): void {
    this.#groups.set(group.name, group);
  }

  remove(group: GroupRecord): void {
    this.#groups.delete(group.name);
  }

  all(): readonly GroupRecord[] {
    return [...this.#groups.values()];
  }

  /** @throws ComputeError ValidationError */
  get(name: string): GroupRecord {
    const group = this.#groups.get(name);
    if (group) return group;
    throw validationError(`AutoScalingGroup name not found - AutoScalingGroup ${name} not found`);
  }

  find(name: string): GroupRecord | undefined {
    return this.#groups.get(name);
  }

  /** The group that has the instance, and the instance in it. */
  memberOf(instance: string): { readonly group: GroupRecord; readonly member: MemberRecord } | undefined {
    for (const group of this.#groups.values()) {
      const member = group.members.get(instance);
      if (member) return { group, member };
    }
    return undefined;
  }

  /** Oldest first, also of groups that were deleted. */
  get activities(): readonly ActivityRecord[] {
    return this.#activities;
  }

  note(activity: ActivityRecord): ActivityRecord {
    this.#activities.push(activity);
    return activity;
  }
}

/** Those that count for the desired capacity. */
export function capacityOf(group: GroupRecord): readonly MemberRecord[] {
  return [...group.members.values()].filter(({ lifecycle }) => !isGoing(lifecycle));
}

export function isGoing(lifecycle: LifecycleState): boolean {
  return lifecycle.startsWith('Terminat');
}
