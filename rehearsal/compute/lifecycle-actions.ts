import { validationError } from './errors.ts';
import type { Action, GroupRecord, Hook, MemberRecord } from './group.ts';
import type { LifecycleActionInput } from './operations.ts';
import type { ForeignCompletion } from './options.ts';
import { notify, type Site } from './site.ts';
import type { LifecycleResult, LifecycleTransition } from './types.ts';

const DAYS_2 = 48 * 3600;

/** The longest that an instance waits in a hook, seconds. */
export function globalTimeout(heartbeatSeconds: number): number {
  return Math.min(DAYS_2, 100 * heartbeatSeconds);
}

/** Called when the instance waits in no hook any more. */
export type Released = (
  group: GroupRecord,
  member: MemberRecord,
  result: LifecycleResult,
  why: string,
) => void;

const TRANSITIONS = {
  'autoscaling:EC2_INSTANCE_LAUNCHING': {
    waits: 'Pending:Wait',
    detailType: 'EC2 Instance-launch Lifecycle Action',
    Origin: 'EC2',
    Destination: 'AutoScalingGroup',
  },
  'autoscaling:EC2_INSTANCE_TERMINATING': {
    waits: 'Terminating:Wait',
    detailType: 'EC2 Instance-terminate Lifecycle Action',
    Origin: 'AutoScalingGroup',
    Destination: 'EC2',
  },
} as const;

/** Instances that wait in lifecycle hooks: SPEC.md, "Lifecycle hooks". */
export class LifecycleActions {
  readonly #site: Site;
  readonly #foreign: ForeignCompletion | undefined;
  readonly #released: Released;

  constructor(site: Site, foreign: ForeignCompletion | undefined, released: Released) {
    this.#site = site;
    this.#foreign = foreign;
    this.#released = released;
  }

  /** @returns false when the group has no hook for it */
  begin(group: GroupRecord, member: MemberRecord, transition: LifecycleTransition): boolean {
    const hooks = [...group.hooks.values()].filter((hook) => hook.transition === transition);
    for (const hook of hooks) this.#beginOne(group, member, hook);
    if (hooks.length === 0) return false;
    member.lifecycle = TRANSITIONS[transition].waits;
    if (member.activity) member.activity.status = 'MidLifecycleAction';
    return true;
  }

  /** It waits in no hook any more, and nothing follows from that. */
  drop(member: MemberRecord): void {
    for (const action of member.actions.values()) this.#end(member, action);
  }

  /** @throws ComputeError ValidationError */
  complete(group: GroupRecord, input: LifecycleActionInput, result: LifecycleResult): void {
    const { member, action } = this.#find(group, input);
    this.#complete(group, member, action, result, `Lifecycle Action Completed with ${result} Result`);
  }

  /** @throws ComputeError ValidationError */
  heartbeat(group: GroupRecord, input: LifecycleActionInput): void {
    const { member, action } = this.#find(group, input);
    this.#await(group, member, action);
  }

  /** Of all instances in that hook. */
  completeAll(group: GroupRecord, hook: Hook): void {
    const result = hook.transition === 'autoscaling:EC2_INSTANCE_LAUNCHING' ? 'ABANDON' : 'CONTINUE';
    for (const member of group.members.values()) {
      const action = member.actions.get(hook.name);
      if (action) this.#complete(group, member, action, result, 'Lifecycle Hook Deleted');
    }
  }

  #beginOne(group: GroupRecord, member: MemberRecord, hook: Hook): void {
    const { timeline, luck } = this.#site;
    const action: Action = {
      hook,
      token: luck.uuid(),
      endsAt: timeline.now + globalTimeout(hook.heartbeatSeconds) * 1000,
      timeout: undefined,
      foreign: undefined,
    };
    member.actions.set(hook.name, action);
    this.#await(group, member, action);
    this.#announce(group, member, action);
    const { hooks = isNodeTerminationHandlers, after = [0, 0] } = this.#foreign ?? { hooks: () => false };
    if (!hooks(hook.name)) return;
    action.foreign = timeline.at(timeline.now + luck.within(after), () =>
      this.#complete(group, member, action, 'CONTINUE', 'Lifecycle Action Completed with CONTINUE Result'),
    );
  }

  /** Waits one more heartbeat time-out from now, within the overall limit. */
  #await(group: GroupRecord, member: MemberRecord, action: Action): void {
    const { timeline } = this.#site;
    const { heartbeatSeconds, defaultResult } = action.hook;
    action.timeout?.cancel();
    const until = Math.min(timeline.now + heartbeatSeconds * 1000, action.endsAt);
    action.timeout = timeline.at(until, () => {
      notify(this.#site, (listener, at) => listener.onHookRanOut?.(member.machine, action.hook.name, at));
      this.#complete(group, member, action, defaultResult, 'Heartbeat Timeout');
    });
  }

  #complete(
    group: GroupRecord,
    member: MemberRecord,
    action: Action,
    result: LifecycleResult,
    how: string,
  ): void {
    this.#end(member, action);
    // ABANDON also ends the waits in the other hooks.
    if (result === 'ABANDON') this.drop(member);
    if (member.actions.size > 0) return;
    const why = `Lifecycle Action with token ${action.token} was abandoned: ${how}`;
    this.#released(group, member, result, result === 'ABANDON' ? why : '');
  }

  #end(member: MemberRecord, action: Action): void {
    action.timeout?.cancel();
    action.foreign?.cancel();
    member.actions.delete(action.hook.name);
  }

  #find(group: GroupRecord, input: LifecycleActionInput) {
    const { LifecycleHookName: name, LifecycleActionToken: token, InstanceId: id } = input;
    if (!token && !id)
      throw validationError('Either the instance ID or the lifecycle action token is required');
    if (!group.hooks.has(name)) {
      throw validationError(`No Lifecycle Hook found with name ${name} for AutoScalingGroup ${group.name}`);
    }
    for (const member of group.members.values()) {
      const action = member.actions.get(name);
      const fits = (!token || action?.token === token) && (!id || member.machine.id === id);
      if (action && fits) return { member, action };
    }
    const what = token ? `token ${token}` : `instance ID ${id}`;
    throw validationError(`No active Lifecycle Action found with ${what}`);
  }

  #announce(group: GroupRecord, member: MemberRecord, { hook, token }: Action): void {
    const { detailType, Origin, Destination } = TRANSITIONS[hook.transition];
    this.#site.bus.put({
      source: 'aws.autoscaling',
      detailType,
      resources: [group.arn],
      detail: {
        LifecycleActionToken: token,
        AutoScalingGroupName: group.name,
        LifecycleHookName: hook.name,
        EC2InstanceId: member.machine.id,
        LifecycleTransition: hook.transition,
        ...(hook.metadata !== undefined && { NotificationMetadata: hook.metadata }),
        Origin,
        Destination,
      },
    });
  }
}

function isNodeTerminationHandlers(hookName: string): boolean {
  return hookName.endsWith('-NTHLifecycleHook');
}
