/**
 * The hooks of a stack that is being made. If that fails there is no stack, and nobody takes their events: CloudFormation
 * asks for the removal of what was made, but the CDK's provider framework answers that by itself where the making has failed.
 */
import { type HookedGroup, ownHooks } from '../shared/domain/masters/hooks.ts';
import { putHooks } from './change-hooks.ts';
import { type PutHook, takeOffAgain, type UndoingWorld } from './take-off-again.ts';

/**
 * Puts the hooks on every group, or leaves none that was not there before.
 * @returns what was changed, one line each
 * @throws what the first put did; HooksLeftBehind where a hook could not be taken off again
 */
export async function putAllOrNone(
  looks: readonly HookedGroup[],
  world: UndoingWorld,
): Promise<readonly string[]> {
  const { settings, autoScaling } = world;
  const put: PutHook[] = [];
  const note = ({ group, present }: HookedGroup, hook: string): void => {
    if (!present.some(({ name }) => name === hook)) put.push({ group: group.name, hook });
  };
  try {
    const said: string[] = [];
    for (const seen of looks)
      said.push(...(await putHooks(seen, ownHooks(settings), autoScaling, (hook) => note(seen, hook))));
    return said;
  } catch (error) {
    const { name, message } = error as Error;
    await takeOffAgain(
      put,
      `The hooks could not be put on every group: ${name}: ${message}`,
      world,
      error as Error,
    );
    throw error;
  }
}
