import { ERRORS } from '../shared/contract/errors.ts';
import type { MastersSettings } from '../shared/contract/masters/settings.ts';
import { hooksToPut, ownHooks } from '../shared/domain/masters/hooks.ts';
import { NamedError } from '../shared/domain/named-error.ts';
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
 * @throws InvalidInput, TransientFailure; NoMasters where a deployment finds no group: it would look well, and keep nothing
 */
export async function reconcileHooks(event: unknown, world: HooksWorld): Promise<HooksReconciled> {
  const request = readRequest(event);
  const groups = await world.autoScaling.groups();
  if (request.deploying && groups.length === 0) throw noMasters(world.settings);
  const changed: string[] = [];
  const failures: unknown[] = [];
  for (const group of groups) {
    try {
      changed.push(...(await inGroup(group, request, world)));
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
  return { PhysicalResourceId: request.id ?? `${world.settings.name}-hooks`, changed };
}

function noMasters({ cluster, account, region }: MastersSettings): NamedError {
  return new NamedError(
    ERRORS.noMasters,
    `There is no group of masters of ${cluster} in ${account}/${region}: kops's full name of the cluster is the tag KubernetesCluster of its Auto Scaling groups; those of masters have the tag k8s.io/role/control-plane or k8s.io/role/master, too. Mend \`cluster\`, or deploy where the cluster is. No hook was put.`,
  );
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
