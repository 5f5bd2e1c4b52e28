import type { MastersSettings } from '../shared/contract/masters/settings.ts';
import { hooksToPut, ownHooks } from '../shared/domain/masters/hooks.ts';
import type { AutoScaling, AutoScalingGroup } from '../shared/ports/masters/auto-scaling.ts';
import { type HooksRequest, readRequest } from './read-request.ts';

export interface HooksWorld {
  readonly settings: MastersSettings;
  readonly autoScaling: Pick<AutoScaling, 'groups' | 'hooks' | 'putHook' | 'deleteHook' | 'complete'>;
}

export interface HooksReconciled {
  /** What CloudFormation knows the hooks by; it stays the same, so that no change of theirs deletes them. */
  readonly PhysicalResourceId: string;
  /** What was changed, one line each. */
  readonly changed: readonly string[];
}

/**
 * Puts our hooks on every group of masters that lacks them, and takes away those that are ours no more. Before a hook goes,
 * whoever waits in it is let go, so that no instance is stranded. Hooks of others are left alone. A group that fails keeps no
 * other from its hooks.
 * @throws InvalidInput, TransientFailure
 */
export async function reconcileHooks(event: unknown, world: HooksWorld): Promise<HooksReconciled> {
  const request = readRequest(event);
  const changed: string[] = [];
  const failures: unknown[] = [];
  for (const group of await world.autoScaling.groups()) {
    try {
      changed.push(...(await inGroup(group, request, world)));
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
  return { PhysicalResourceId: request.id ?? `${world.settings.name}-hooks`, changed };
}

async function inGroup(
  group: AutoScalingGroup,
  { put, remove }: HooksRequest,
  { settings, autoScaling }: HooksWorld,
): Promise<string[]> {
  const present = await autoScaling.hooks(group.name);
  const said: string[] = [];
  for (const hook of put ? hooksToPut(ownHooks(settings), present) : []) {
    await autoScaling.putHook(group.name, hook);
    said.push(`${hook.name} was put on ${group.name}`);
  }
  for (const { name } of present.filter((hook) => remove.includes(hook.name))) {
    said.push(...(await letGo(group, name, autoScaling)));
    await autoScaling.deleteHook(group.name, name);
    said.push(`${name} was taken off ${group.name}`);
  }
  return said;
}

/** Deleting a hook would abandon whoever waits to be launched: Auto Scaling's guide, "Delete a lifecycle hook". */
async function letGo(
  group: AutoScalingGroup,
  hook: string,
  autoScaling: HooksWorld['autoScaling'],
): Promise<string[]> {
  const said: string[] = [];
  for (const { id, lifecycle } of group.instances.filter((one) => one.lifecycle.endsWith(':Wait'))) {
    const answer = await autoScaling.complete({ group: group.name, hook, instance: id });
    if (answer === 'completed') said.push(`${id} (${lifecycle}) was let go from ${hook}`);
  }
  return said;
}
