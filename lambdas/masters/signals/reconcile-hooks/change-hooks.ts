/** What is done to the hooks of one group. */
import type { AutoScalingGroup, LifecycleHook } from '../../domain/auto-scaling-group.ts';
import { type HookedGroup, hooksToPut } from '../../domain/hooks.ts';
import type { AutoScaling } from '../../ports/auto-scaling.ts';

export type ChangingHooks = Pick<AutoScaling, 'putHook' | 'deleteHook' | 'complete'>;

/**
 * Puts those of `own` that the group lacks or has otherwise.
 * @param before hears of each hook right before it is put
 * @returns what was changed, one line each
 */
export async function putHooks(
  { group, present }: HookedGroup,
  own: readonly LifecycleHook[],
  autoScaling: ChangingHooks,
  before: (hook: string) => void = () => {},
): Promise<readonly string[]> {
  const said: string[] = [];
  for (const hook of hooksToPut(own, present)) {
    before(hook.name);
    await autoScaling.putHook(group.name, hook);
    said.push(`${hook.name} was put on ${group.name}`);
  }
  return said;
}

/** Takes a hook off; whoever waits in it is released first, so that no instance is stranded. */
export async function takeOff(
  hook: string,
  group: AutoScalingGroup,
  autoScaling: ChangingHooks,
): Promise<readonly string[]> {
  const said = await released(group, hook, autoScaling);
  await autoScaling.deleteHook(group.name, hook);
  return [...said, `${hook} was taken off ${group.name}`];
}

/** Deleting a hook would abandon whoever waits to be launched: Auto Scaling's guide, "Delete a lifecycle hook". */
async function released(
  group: AutoScalingGroup,
  hook: string,
  autoScaling: ChangingHooks,
): Promise<readonly string[]> {
  const said: string[] = [];
  for (const { id, lifecycle } of group.instances.filter((one) => one.lifecycle.endsWith(':Wait'))) {
    const answer = await autoScaling.complete({ group: group.name, hook, instance: id });
    if (answer === 'completed') said.push(`${id} (${lifecycle}) was released from ${hook}`);
  }
  return said;
}
