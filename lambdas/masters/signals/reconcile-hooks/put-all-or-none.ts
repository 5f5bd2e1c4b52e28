/**
 * The hooks of a stack that is being made. If that fails there is no stack, and nobody takes their events: CloudFormation
 * requests the removal of what was made, but after a failed creation the CDK's provider framework answers that itself.
 */

import { NamedError } from '../../../shared/domain/named-error.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import { ERRORS } from '../../contract/errors.ts';
import { type HookedGroup, ownHooks } from '../../domain/hooks.ts';
import { putHooks } from './change-hooks.ts';
import { type PutHook, takeOffAgain, type UndoingPorts } from './take-off-again.ts';

/**
 * Hooks are put for this long, seconds since the call began. Lambda ends it after 300 s, wherever it is: the rest is for
 * removing them again, which takes two calls of AWS for each.
 */
const PUTTING_SECONDS = 100;

/**
 * Puts the hooks on every group, or leaves none that was not there before.
 * @param begun epoch milliseconds
 * @returns what was changed, one line each
 * @throws what the first put did; HooksLeftBehind where a hook could not be taken off again
 */
export async function putAllOrNone(
  looks: readonly HookedGroup[],
  begun: number,
  ports: UndoingPorts & { readonly clock: Clock },
): Promise<readonly string[]> {
  const { settings, autoScaling, clock } = ports;
  const put: PutHook[] = [];
  const note = ({ group, present }: HookedGroup, hook: string): void => {
    if (clock.now() - begun > PUTTING_SECONDS * 1000) throw tooSlow(group.name);
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
      ports,
      error as Error,
    );
    throw error;
  }
}

function tooSlow(group: string): NamedError {
  return new NamedError(
    ERRORS.transient,
    `Auto Scaling answers too slowly: ${PUTTING_SECONDS} s have passed, and ${group} has no hooks yet. Deploy again.`,
  );
}
