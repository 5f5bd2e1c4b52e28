/**
 * The hooks of a stack that is being made. If that fails there is no stack, and nobody takes their events: CloudFormation
 * asks for the removal of what was made, but the CDK's provider framework answers that by itself where the making has failed.
 */
import { ERRORS } from '../shared/contract/errors.ts';
import { runbookLine } from '../shared/contract/links.ts';
import type { MastersSettings } from '../shared/contract/masters/settings.ts';
import { type HookedGroup, ownHooks } from '../shared/domain/masters/hooks.ts';
import { NamedError } from '../shared/domain/named-error.ts';
import type { AutoScaling } from '../shared/ports/masters/auto-scaling.ts';
import { type ChangingHooks, putHooks, takeOff } from './change-hooks.ts';
import { each, type Failure } from './each.ts';

interface FirstHooksWorld {
  readonly settings: MastersSettings;
  readonly autoScaling: ChangingHooks & Pick<AutoScaling, 'groups'>;
}

/** A hook of a name that its group did not have before. */
interface NewHook {
  readonly group: string;
  readonly hook: string;
}

/**
 * Puts the hooks on every group, or leaves none that was not there before.
 * @returns what was changed, one line each
 * @throws what the first put did; HooksLeftBehind where a hook could not be taken off again
 */
export async function putAllOrNone(
  looks: readonly HookedGroup[],
  world: FirstHooksWorld,
): Promise<readonly string[]> {
  const { settings, autoScaling } = world;
  const made: NewHook[] = [];
  try {
    const said: string[] = [];
    for (const seen of looks)
      said.push(...(await putHooks(seen, ownHooks(settings), autoScaling, noteNew(seen, made))));
    return said;
  } catch (error) {
    await takeOffAgain(made, error as Error, world);
    throw error;
  }
}

/** A put that seems to fail may have been done all the same, so what was tried counts. */
function noteNew({ group, present }: HookedGroup, made: NewHook[]) {
  return (hook: string): void => {
    if (!present.some(({ name }) => name === hook)) made.push({ group: group.name, hook });
  };
}

/** @throws HooksLeftBehind, which tells why the hooks were not put, too */
async function takeOffAgain(
  made: readonly NewHook[],
  cause: Error,
  { settings, autoScaling }: FirstHooksWorld,
): Promise<void> {
  const { failed } = await each(made, async ({ group: name, hook }) => {
    // Who waits there by now is let go. A group that is gone has taken its hooks along.
    const group = (await autoScaling.groups()).find((one) => one.name === name);
    if (group) await takeOff(hook, group, autoScaling);
  });
  if (failed.length > 0) throw leftBehind(cause, failed, settings);
}

function leftBehind(
  cause: Error,
  failed: readonly Failure<NewHook>[],
  { runbookUrl }: MastersSettings,
): NamedError {
  const left = failed.map(({ item: { group, hook }, error }) => `${hook} on ${group} (${error.message})`);
  return new NamedError(
    ERRORS.hooksLeftBehind,
    [
      `The hooks could not be put on every group: ${cause.name}: ${cause.message.replace(/\.$/, '')}.`,
      `Those that were put could not all be taken off again, and nobody takes their events: ${left.join('; ')}.`,
      'Each master that goes waits there for a whole heartbeat time-out. Let go who waits, and delete them by hand: aws autoscaling delete-lifecycle-hook --auto-scaling-group-name <group> --lifecycle-hook-name <hook>.',
      ...runbookLine(runbookUrl, ERRORS.hooksLeftBehind),
    ].join(' '),
    { cause },
  );
}
