import { ERRORS } from '../shared/contract/errors.ts';
import { runbookLine } from '../shared/contract/links.ts';
import type { MastersSettings } from '../shared/contract/masters/settings.ts';
import {
  type ForeignHook,
  type HookedGroup,
  hooksOfOtherStacks,
  hooksToPut,
  ownHooks,
} from '../shared/domain/masters/hooks.ts';
import { NamedError } from '../shared/domain/named-error.ts';
import { cut } from '../shared/domain/text.ts';
import type { AutoScaling, AutoScalingGroup } from '../shared/ports/masters/auto-scaling.ts';
import { idOf } from './hooks-id.ts';
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
 *
 * Another stack that keeps the same masters has a lease of its own, so both could let a master go at once: whoever deploys the
 * second one is refused before anything is changed. The schedule, which finds both deployed, sees to its own hooks and then fails.
 * @throws InvalidInput, TransientFailure; NoMasters where a deployment finds no group: it would look well, and keep nothing;
 * MastersKeptByAnother
 */
export async function reconcileHooks(event: unknown, world: HooksWorld): Promise<HooksReconciled> {
  const { settings, autoScaling } = world;
  const request = readRequest(event);
  const PhysicalResourceId = request.id ?? idOf(settings);
  // A refused update is put back, and this code isn't yet: the refusal has left the hooks as they were.
  if (request.cluster !== undefined && request.cluster !== settings.cluster)
    return { PhysicalResourceId, changed: [] };
  const groups = await autoScaling.groups();
  if (request.deploying && groups.length === 0) throw noMasters(settings);
  const looks = await each(groups, async (group) => ({
    group,
    present: await autoScaling.hooks(group.name),
  }));
  const [other] = request.put ? hooksOfOtherStacks(settings, request.remove, looks.done) : [];
  if (request.deploying) {
    // Whose hooks are on a group that can't be looked at is unknown.
    if (looks.failures.length > 0) throw looks.failures[0];
    if (other) throw keptByAnother(settings, other, 'No hook was put.');
  }
  const changes = await each(looks.done, (seen) => inGroup(seen, request, world));
  const failures = [...looks.failures, ...changes.failures];
  if (failures.length > 0) throw failures[0];
  if (other) throw keptByAnother(settings, other, 'The hooks of this stack are on every group.');
  return { PhysicalResourceId, changed: changes.done.flat() };
}

/** One after the other; what fails keeps nothing that follows from its turn. */
async function each<Item, Done>(
  items: readonly Item[],
  work: (item: Item) => Promise<Done>,
): Promise<{ readonly done: readonly Done[]; readonly failures: readonly unknown[] }> {
  const done: Done[] = [];
  const failures: unknown[] = [];
  for (const item of items) {
    try {
      done.push(await work(item));
    } catch (error) {
      failures.push(error);
    }
  }
  return { done, failures };
}

function noMasters({ cluster, account, region }: MastersSettings): NamedError {
  return new NamedError(
    ERRORS.noMasters,
    `There is no group of masters of ${cluster} in ${account}/${region}: kops's full name of the cluster is the tag KubernetesCluster of its Auto Scaling groups; those of masters have the tag k8s.io/role/control-plane or k8s.io/role/master, too. Mend \`cluster\`, or deploy where the cluster is. No hook was put.`,
  );
}

function keptByAnother(
  { cluster, runbookUrl }: MastersSettings,
  { group, hook, keeper }: ForeignHook,
  done: string,
): NamedError {
  return new NamedError(
    ERRORS.mastersKeptByAnother,
    [
      `${group} has the lifecycle hook ${hook} of another kops-cutover stack, '${cut(keeper, 80)}': it keeps the masters of ${cluster}, too, by a lease of its own, so that both stacks could let a master go at the same time.`,
      done,
      'Delete the other stack first, or deploy this configuration there, under its name. If it is gone already, delete the hooks that it left.',
      ...runbookLine(runbookUrl, ERRORS.mastersKeptByAnother),
    ].join(' '),
  );
}

async function inGroup(
  { group, present }: HookedGroup,
  { put, remove }: HooksRequest,
  { settings, autoScaling }: HooksWorld,
): Promise<readonly string[]> {
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
