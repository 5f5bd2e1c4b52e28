import {
  type AutoScalingClient,
  CompleteLifecycleActionCommand,
  DeleteLifecycleHookCommand,
  type LifecycleHook as DescribedHook,
  DescribeLifecycleHooksCommand,
  DescribeScalingActivitiesCommand,
  PutLifecycleHookCommand,
  RecordLifecycleActionHeartbeatCommand,
  TerminateInstanceInAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import { answersOf } from '../../shared/adapters/answers-of.ts';
import { autoScaling } from '../../shared/adapters/auto-scaling-client.ts';
import { type DescribedGroup, describedGroups } from '../../shared/adapters/described-groups.ts';
import { namingTransients } from '../../shared/adapters/transient.ts';
import { CLUSTER_TAG, MASTER_ROLES } from '../../shared/domain/kops-tags.ts';
import type {
  Activity,
  AutoScalingGroup,
  LifecycleAction,
  LifecycleHook,
} from '../domain/auto-scaling-group.ts';
import { CALL_SECONDS } from '../domain/completion.ts';
import type { AutoScaling } from '../ports/auto-scaling.ts';

const { given } = answersOf('Auto Scaling');

/** Largest page of activities. */
const PAGE_SIZE = 100;

const TRANSITIONS = ['autoscaling:EC2_INSTANCE_TERMINATING', 'autoscaling:EC2_INSTANCE_LAUNCHING'] as const;

/** All that Auto Scaling refuses is a `ValidationError`: what is not there, it says in the message alone. */
const NO_GROUP = 'AutoScalingGroup name not found';
const NO_HOOK = 'No Lifecycle Hook found';
const NO_ACTION = 'No active Lifecycle Action found';
const NO_INSTANCE = 'No managed instance found';

/** Auto Scaling groups of one cluster's masters. */
export class AwsAutoScaling implements AutoScaling {
  readonly #cluster: string;
  readonly #client: AutoScalingClient;
  readonly #soon: () => AbortSignal;

  /** @param soon for each call that takes a master down: says when it is too late for it */
  constructor(
    cluster: string,
    client: AutoScalingClient = autoScaling,
    soon = () => AbortSignal.timeout(CALL_SECONDS * 1000),
  ) {
    this.#cluster = cluster;
    this.#client = client;
    this.#soon = soon;
  }

  async groups(): Promise<readonly AutoScalingGroup[]> {
    const found = await describedGroups(this.#client, [
      { Name: `tag:${CLUSTER_TAG}`, Values: [this.#cluster] },
      { Name: 'tag-key', Values: MASTER_ROLES },
    ]);
    return found.map(groupOf);
  }

  async activities(group: string): Promise<readonly Activity[]> {
    const command = new DescribeScalingActivitiesCommand({
      AutoScalingGroupName: group,
      MaxRecords: PAGE_SIZE,
    });
    const { Activities = [] } = await namingTransients('Auto Scaling DescribeScalingActivities', () =>
      this.#client.send(command),
    );
    return Activities.map((activity) => ({
      status: given(activity.StatusCode, group, "an activity's StatusCode"),
      message: activity.StatusMessage ?? '',
      description: activity.Description ?? '',
      cause: activity.Cause ?? '',
      startedAt: given(activity.StartTime, group, "an activity's StartTime").toISOString(),
    }));
  }

  async hooks(group: string): Promise<readonly LifecycleHook[]> {
    const command = new DescribeLifecycleHooksCommand({ AutoScalingGroupName: group });
    const { LifecycleHooks = [] } = await namingTransients('Auto Scaling DescribeLifecycleHooks', () =>
      this.#client.send(command),
    );
    return LifecycleHooks.flatMap(hookOf);
  }

  async putHook(group: string, hook: LifecycleHook): Promise<void> {
    const command = new PutLifecycleHookCommand({
      AutoScalingGroupName: group,
      LifecycleHookName: hook.name,
      LifecycleTransition: hook.transition,
      HeartbeatTimeout: hook.heartbeatSeconds,
      DefaultResult: hook.defaultResult,
      NotificationMetadata: hook.metadata,
    });
    await namingTransients('Auto Scaling PutLifecycleHook', () => this.#client.send(command));
  }

  async deleteHook(group: string, name: string): Promise<void> {
    const command = new DeleteLifecycleHookCommand({ AutoScalingGroupName: group, LifecycleHookName: name });
    try {
      await unlessMissing([NO_GROUP], 'DeleteLifecycleHook', () => this.#client.send(command));
    } catch (error) {
      if ((error as Error).name !== 'ValidationError' || (await this.#hasHook(group, name))) throw error;
    }
  }

  async recordHeartbeat(action: LifecycleAction): Promise<'recorded' | 'no-action'> {
    const command = new RecordLifecycleActionHeartbeatCommand(fieldsOf(action));
    const recorded = await unlessMissing(
      [NO_ACTION, NO_HOOK, NO_GROUP],
      'RecordLifecycleActionHeartbeat',
      () => this.#client.send(command),
    );
    return recorded ? 'recorded' : 'no-action';
  }

  async complete(action: LifecycleAction): Promise<'completed' | 'no-action'> {
    const command = new CompleteLifecycleActionCommand({
      ...fieldsOf(action),
      LifecycleActionResult: 'CONTINUE',
    });
    const completed = await unlessMissing([NO_ACTION, NO_HOOK, NO_GROUP], 'CompleteLifecycleAction', () =>
      this.#client.send(command, { abortSignal: this.#soon() }),
    );
    return completed ? 'completed' : 'no-action';
  }

  async terminate(instance: string): Promise<'terminating' | 'gone'> {
    const command = new TerminateInstanceInAutoScalingGroupCommand({
      InstanceId: instance,
      ShouldDecrementDesiredCapacity: false,
    });
    const terminating = await unlessMissing([NO_INSTANCE], 'TerminateInstanceInAutoScalingGroup', () =>
      this.#client.send(command, { abortSignal: this.#soon() }),
    );
    return terminating ? 'terminating' : 'gone';
  }

  async #hasHook(group: string, name: string): Promise<boolean> {
    return (await this.hooks(group)).some((hook) => hook.name === name);
  }
}

/** Makes the call; false when what it is about is not there, which is when the refusal contains one of `messages`. */
async function unlessMissing(
  messages: readonly string[],
  operation: string,
  call: () => Promise<unknown>,
): Promise<boolean> {
  try {
    await namingTransients(`Auto Scaling ${operation}`, call);
    return true;
  } catch (error) {
    const { name, message } = error as Error;
    if (name === 'ValidationError' && messages.some((text) => message.includes(text))) return false;
    throw error;
  }
}

function fieldsOf({ group, hook, instance, token }: LifecycleAction) {
  return {
    AutoScalingGroupName: group,
    LifecycleHookName: hook,
    InstanceId: instance,
    ...(token !== undefined && { LifecycleActionToken: token }),
  };
}

/** Without what masters have no use for: a view is kept and handed on from state to state. */
function groupOf({ min: _min, max: _max, tags: _tags, ...group }: DescribedGroup): AutoScalingGroup {
  const instances = group.instances.map(({ id, lifecycle, zone }) => ({ id, lifecycle, zone }));
  return { ...group, instances };
}

/** Nothing for a hook on a transition of another kind: whoever may make such a one, it is not one of ours. */
function hookOf(hook: DescribedHook): LifecycleHook[] {
  const name = given(hook.LifecycleHookName, 'a lifecycle hook', 'LifecycleHookName');
  const transition = TRANSITIONS.find((known) => known === hook.LifecycleTransition);
  if (transition === undefined) return [];
  return [
    {
      name,
      transition,
      heartbeatSeconds: given(hook.HeartbeatTimeout, name, 'HeartbeatTimeout'),
      defaultResult: hook.DefaultResult === 'CONTINUE' ? 'CONTINUE' : 'ABANDON',
      metadata: hook.NotificationMetadata ?? '',
    },
  ];
}
