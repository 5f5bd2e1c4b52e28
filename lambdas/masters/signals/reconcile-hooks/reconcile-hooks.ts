import { runbookLine } from '../../../shared/contract/links.ts';
import { NamedError } from '../../../shared/domain/named-error.ts';
import { cut } from '../../../shared/domain/text.ts';
import { instant } from '../../../shared/domain/time.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import { ERRORS } from '../../contract/errors.ts';
import type { MastersSettings } from '../../contract/settings.ts';
import { type ForeignHook, type HookedGroup, hooksOfOtherStacks, ownHooks } from '../../domain/hooks.ts';
import type { AutoScaling } from '../../ports/auto-scaling.ts';
import type { MastersJournal } from '../../ports/masters-journal.ts';
import { type ChangingHooks, putHooks, takeOff } from './change-hooks.ts';
import { each } from './each.ts';
import { idOf } from './hooks-id.ts';
import { putAllOrNone } from './put-all-or-none.ts';
import { putHooksAgain } from './put-hooks-again.ts';
import { type HooksRequest, readRequest } from './read-request.ts';

export interface HooksPorts {
  readonly settings: MastersSettings;
  readonly clock: Clock;
  readonly journal: Pick<MastersJournal, 'noteRemoval' | 'isBeingRemoved'>;
  readonly autoScaling: ChangingHooks & Pick<AutoScaling, 'groups' | 'hooks'>;
}

export interface HooksReconciled {
  /** What CloudFormation knows the hooks by; it stays the same, so that no change of theirs deletes them. */
  readonly PhysicalResourceId: string;
  /** What was changed, one line each. */
  readonly changed: readonly string[];
}

/**
 * Puts our hooks on every group of masters that lacks them, and removes our outdated ones. Before a hook is removed, whoever
 * waits in it is released, so that no instance is stranded. Hooks of others are left alone. If one group fails, the others
 * still get their hooks; but a stack that can't be made leaves none that it has put.
 *
 * Another stack that keeps the same masters has a lease of its own, so both could release a master at once: deploying the
 * second one is refused before anything is changed. If the schedule finds both deployed, it puts its own hooks and then fails.
 * @throws InvalidInput, TransientFailure; NoMasters when a deployment finds no group: it would succeed, and keep nothing;
 * MastersKeptByAnother; HooksLeftBehind when the stack can't be made, and some of its hooks stay
 */
export async function reconcileHooks(event: unknown, ports: HooksPorts): Promise<HooksReconciled> {
  const { settings, autoScaling } = ports;
  const begun = ports.clock.now();
  const request = readRequest(event);
  const PhysicalResourceId = request.id ?? idOf(settings);
  // A refused update is put back, and this code isn't yet: the refusal has left the hooks as they were.
  if (request.cluster !== undefined && request.cluster !== settings.cluster)
    return { PhysicalResourceId, changed: [] };
  const deploying = request.kind === 'make' || request.kind === 'change';
  const unrecorded = await noteRemoval(request, ports);
  const groups = await autoScaling.groups();
  if (deploying && groups.length === 0) throw noMasters(settings);
  const looks = await each(groups, async (group) => ({
    group,
    present: await autoScaling.hooks(group.name),
  }));
  const [other] = request.kind !== 'remove' ? hooksOfOtherStacks(settings, request.remove, looks.done) : [];
  if (deploying) {
    // Whose hooks are on a group that can't be looked at is unknown.
    if (looks.failed[0]) throw looks.failed[0].error;
    if (other) throw keptByAnother(settings, other, 'No hook was put.');
  }
  if (request.kind === 'make')
    return { PhysicalResourceId, changed: await putAllOrNone(looks.done, begun, ports) };
  const changes =
    request.kind === 'schedule'
      ? await putHooksAgain(looks.done, ports)
      : await each(looks.done, (seen) => inGroup(seen, request, ports));
  const [failure] = [...looks.failed, ...changes.failed];
  if (failure) throw failure.error;
  if (other) throw keptByAnother(settings, other, 'The hooks of this stack are on every group.');
  return { PhysicalResourceId, changed: [...unrecorded, ...changes.done.flat()] };
}

/**
 * Before the first hook is looked at: whoever puts one from then on finds the note. The removal continues even if it could
 * not be recorded; that is only reported.
 */
async function noteRemoval(
  { kind, remove }: HooksRequest,
  { settings, journal, clock }: HooksPorts,
): Promise<readonly string[]> {
  if (kind !== 'remove' || !remove.includes(settings.hooks.terminating)) return [];
  const { failed } = await each([instant(clock.now())], (at) => journal.noteRemoval(at));
  return failed.map(
    ({ error }) => `The removal was not recorded, so a scheduled call may put hooks back: ${error.message}`,
  );
}

function noMasters({ cluster, account, region }: MastersSettings): NamedError {
  return new NamedError(
    ERRORS.noMasters,
    `${cluster} has no group of masters in ${account}/${region}. kops tags each of its Auto Scaling groups with KubernetesCluster = the full name of the cluster, and those of masters also with k8s.io/role/control-plane or k8s.io/role/master. Fix \`cluster\`, or deploy where the cluster is. No hook was put.`,
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
      `${group} has the lifecycle hook ${hook} of another kops-cutover stack, '${cut(keeper, 80)}', which keeps the masters of ${cluster} too. Each stack has its own lease, so both could release a master at the same time.`,
      done,
      'Delete the other stack first, or deploy this configuration there, under its name. If it is already gone, delete the hooks that it left.',
      ...runbookLine(runbookUrl, ERRORS.mastersKeptByAnother),
    ].join(' '),
  );
}

async function inGroup(
  seen: HookedGroup,
  { kind, remove }: HooksRequest,
  { settings, autoScaling }: HooksPorts,
): Promise<readonly string[]> {
  const said = kind === 'change' ? [...(await putHooks(seen, ownHooks(settings), autoScaling))] : [];
  for (const { name } of seen.present.filter((hook) => remove.includes(hook.name)))
    said.push(...(await takeOff(name, seen.group, autoScaling)));
  return said;
}
