import { described } from './activity.ts';
import { ComputeError, validationError } from './errors.ts';
import { capacityOf, type GroupRecord, type Groups, type Hook, isGoing, PROCESSES } from './group.ts';
import type { AutoScalingOperations, PutLifecycleHookInput, ScalingProcessInput } from './operations.ts';
import type { Scaling } from './scaling.ts';
import { type Site, whole } from './site.ts';

const MOST_HOOKS = 50;
/** Source: Auto Scaling's API model, `AnyPrintableAsciiStringMaxLen4000`. */
const MOST_METADATA = 4000;
const METADATA_PATTERN = '[\\u0009\\u000A\\u000D\\u0020-\\u007e]+';
const DONE: Record<string, never> = {};

type Operations = Omit<
  AutoScalingOperations,
  | 'describeAutoScalingGroups'
  | 'describeAutoScalingInstances'
  | 'describeScalingActivities'
  | 'describeLifecycleHooks'
  | 'describePolicies'
  | 'describeScheduledActions'
>;

/** What Auto Scaling can be asked to do: SPEC.md, "Changing groups". */
export class GroupChanges implements Operations {
  readonly #site: Site;
  readonly #groups: Groups;
  readonly #scaling: Scaling;

  constructor(site: Site, groups: Groups, scaling: Scaling) {
    this.#site = site;
    this.#groups = groups;
    this.#scaling = scaling;
  }

  putLifecycleHook: Operations['putLifecycleHook'] = (input) => {
    const group = this.#groups.get(input.AutoScalingGroupName);
    const hook = hookOf(input, group.hooks.get(input.LifecycleHookName));
    if (!group.hooks.has(hook.name) && group.hooks.size >= MOST_HOOKS) {
      throw new ComputeError('LimitExceeded', `Lifecycle Hooks limit exceeded: at most ${MOST_HOOKS}`, {
        name: 'LimitExceededFault',
      });
    }
    group.hooks.set(hook.name, hook);
    return DONE;
  };

  deleteLifecycleHook: Operations['deleteLifecycleHook'] = (input) => {
    const group = this.#groups.get(input.AutoScalingGroupName);
    const hook = group.hooks.get(input.LifecycleHookName);
    if (!hook) throw validationError(`Lifecycle hook ${input.LifecycleHookName} not found`);
    group.hooks.delete(hook.name);
    this.#scaling.actions.completeAll(group, hook);
    return DONE;
  };

  recordLifecycleActionHeartbeat: Operations['recordLifecycleActionHeartbeat'] = (input) => {
    this.#scaling.actions.heartbeat(this.#groups.get(input.AutoScalingGroupName), input);
    return DONE;
  };

  completeLifecycleAction: Operations['completeLifecycleAction'] = (input) => {
    const { LifecycleActionResult: result } = input;
    if (result !== 'CONTINUE' && result !== 'ABANDON') {
      throw validationError(`Lifecycle action result must be CONTINUE or ABANDON, not ${result}`);
    }
    this.#scaling.actions.complete(this.#groups.get(input.AutoScalingGroupName), input, result);
    return DONE;
  };

  terminateInstanceInAutoScalingGroup: Operations['terminateInstanceInAutoScalingGroup'] = (input) => {
    const { InstanceId: id, ShouldDecrementDesiredCapacity: decrement } = input;
    const found = this.#groups.memberOf(id);
    if (!found) {
      throw validationError(`Instance Id not found - No managed instance found for instance ID: ${id}`);
    }
    const { group, member } = found;
    if (isGoing(member.lifecycle)) {
      const message = `Instance ${id} is already being terminated (${member.lifecycle})`;
      throw new ComputeError('ScalingActivityInProgress', message, {
        name: 'ScalingActivityInProgressFault',
      });
    }
    const had = capacityOf(group).length;
    if (decrement) lower(group);
    const shrinking = decrement ? `, shrinking the capacity from ${had} to ${had - 1}` : '';
    const because = `instance ${id} was taken out of service in response to a user request${shrinking}.`;
    this.#scaling.terminate(group, member, because);
    const { activity } = member;
    if (!activity) throw new Error(`instance ${id} leaves its group without an activity`);
    return { Activity: described(activity) };
  };

  suspendProcesses: Operations['suspendProcesses'] = (input) => {
    const group = this.#groups.get(input.AutoScalingGroupName);
    for (const process of processesIn(input)) {
      if (group.suspended.has(process)) continue;
      group.suspended.set(process, `User suspended at ${whole(this.#site.timeline.now)}`);
    }
    return DONE;
  };

  resumeProcesses: Operations['resumeProcesses'] = (input) => {
    const group = this.#groups.get(input.AutoScalingGroupName);
    for (const process of processesIn(input)) {
      if (group.suspended.delete(process) && process === 'Launch') group.failingSince = undefined;
    }
    this.#scaling.resumed(group);
    return DONE;
  };

  setDesiredCapacity: Operations['setDesiredCapacity'] = (input) => {
    const group = this.#groups.get(input.AutoScalingGroupName);
    const { DesiredCapacity: desired } = input;
    const wrong = desired > group.max ? `above max value ${group.max}` : `below min value ${group.min}`;
    if (desired > group.max || desired < group.min) {
      throw validationError(`New SetDesiredCapacity value ${desired} is ${wrong} for the AutoScalingGroup.`);
    }
    group.desired = desired;
    this.#scaling.evaluate(group);
    return DONE;
  };

  updateAutoScalingGroup: Operations['updateAutoScalingGroup'] = (input) => {
    const group = this.#groups.get(input.AutoScalingGroupName);
    const { MinSize: min = group.min, MaxSize: max = group.max } = input;
    const desired = input.DesiredCapacity ?? Math.min(Math.max(group.desired, min), max);
    if (min > max || min < 0)
      throw validationError(`Max bound, ${max}, must be greater than or equal to min bound, ${min}`);
    if (desired < min || desired > max) {
      throw validationError(
        `Desired capacity:${desired} must be between the specified min size:${min} and max size:${max}`,
      );
    }
    Object.assign(group, { min, max, desired });
    this.#scaling.evaluate(group);
    return DONE;
  };

  deleteAutoScalingGroup: Operations['deleteAutoScalingGroup'] = (input) => {
    const group = this.#groups.get(input.AutoScalingGroupName);
    if (group.members.size > 0 && input.ForceDelete !== true) {
      throw new ComputeError(
        'ResourceInUse',
        'You cannot delete an AutoScalingGroup while there are instances or pending Spot instance request(s) still in the group.',
        { name: 'ResourceInUseFault' },
      );
    }
    this.#scaling.remove(group);
    return DONE;
  };
}

function hookOf(input: PutLifecycleHookInput, before: Hook | undefined): Hook {
  const transition = input.LifecycleTransition ?? before?.transition;
  if (!transition) throw validationError('LifecycleTransition is required for a new lifecycle hook');
  const name = input.LifecycleHookName;
  if (!/^[A-Za-z0-9\-_/]{1,255}$/.test(name)) {
    throw validationError(
      `Value '${name}' at 'lifecycleHookName' must match [A-Za-z0-9\\-_\\/]+, 1 to 255 characters`,
    );
  }
  const heartbeatSeconds = input.HeartbeatTimeout ?? before?.heartbeatSeconds ?? 3600;
  if (heartbeatSeconds < 30 || heartbeatSeconds > 7200) {
    throw validationError(`HeartbeatTimeout must be between 30 and 7200 seconds, not ${heartbeatSeconds}`);
  }
  return {
    name,
    transition,
    heartbeatSeconds,
    defaultResult: input.DefaultResult ?? before?.defaultResult ?? 'ABANDON',
    metadata: metadataIn(input) ?? before?.metadata,
  };
}

function metadataIn({ NotificationMetadata: metadata }: PutLifecycleHookInput): string | undefined {
  if (metadata === undefined) return undefined;
  const refuse = (rule: string) =>
    validationError(
      `1 validation error detected: Value '${metadata}' at 'notificationMetadata' failed to satisfy constraint: Member must ${rule}`,
    );
  if (metadata.length < 1) throw refuse('have length greater than or equal to 1');
  if (metadata.length > MOST_METADATA) throw refuse(`have length less than or equal to ${MOST_METADATA}`);
  if (!new RegExp(`^${METADATA_PATTERN}$`).test(metadata))
    throw refuse(`satisfy regular expression pattern: ${METADATA_PATTERN}`);
  return metadata;
}

function processesIn({ ScalingProcesses: named = [] }: ScalingProcessInput): readonly string[] {
  const unknown = named.find((process) => !PROCESSES.some((each) => each === process));
  if (unknown !== undefined) throw validationError(`${unknown} is not a valid scaling process`);
  return named.length > 0 ? named : PROCESSES;
}

function lower(group: GroupRecord): void {
  if (group.desired <= group.min) {
    throw validationError(
      `Currently, desiredSize equals minSize (${group.min}). Terminating instance without replacement will violate ` +
        "group's min size constraint. Either set shouldDecrementDesiredCapacity flag to false or lower group's min size.",
    );
  }
  group.desired -= 1;
}
