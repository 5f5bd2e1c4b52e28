/** The schedule's calls. One may be under way, or be made late, when the hooks have gone with their stack. */
import { type HookedGroup, hooksToPut, ownHooks } from '../../domain/hooks.ts';
import type { MastersJournal } from '../../ports/masters-journal.ts';
import { putHooks } from './change-hooks.ts';
import { type Attempts, each } from './each.ts';
import { type PutHook, takeOffAgain, type UndoingPorts } from './take-off-again.ts';

export interface PuttingAgainPorts extends UndoingPorts {
  readonly journal: Pick<MastersJournal, 'isBeingRemoved'>;
}

const NOTHING = { done: [], failed: [] };

/**
 * Puts the hooks on groups that lack them, as long as the stack stays. A removal is noted before the first hook is taken off: so
 * whoever has put one since finds that now, and takes it off.
 * @returns what was changed, one line each
 * @throws TransientFailure where nobody knows whether the stack stays, and then no hook does; HooksLeftBehind
 */
export async function putHooksAgain(
  looks: readonly HookedGroup[],
  ports: PuttingAgainPorts,
): Promise<Attempts<HookedGroup, readonly string[]>> {
  const { settings, autoScaling, journal } = ports;
  const own = ownHooks(settings);
  const lacking = looks.filter(({ present }) => hooksToPut(own, present).length > 0);
  if (lacking.length === 0 || (await journal.isBeingRemoved())) return NOTHING;
  const put: PutHook[] = [];
  const changes = await each(lacking, (seen) =>
    putHooks(seen, own, autoScaling, (hook) => put.push({ group: seen.group.name, hook })),
  );
  try {
    if (!(await journal.isBeingRemoved())) return changes;
  } catch (error) {
    await takeOffAgain(
      put,
      `It is unknown whether the stack is being removed: ${(error as Error).message}`,
      ports,
    );
    throw error;
  }
  await takeOffAgain(put, 'The stack is being removed', ports);
  return NOTHING;
}
