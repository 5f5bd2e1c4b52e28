/** The schedule's calls. One may be under way, or be made late, when the hooks have gone with their stack. */
import { type HookedGroup, hooksToPut, ownHooks } from '../../domain/hooks.ts';
import type { MastersStore } from '../../ports/masters-store.ts';
import { putHooks } from './change-hooks.ts';
import { type Attempts, each } from './each.ts';
import { type PutHook, takeOffAgain, type UndoingWorld } from './take-off-again.ts';

export interface PuttingAgainWorld extends UndoingWorld {
  readonly store: Pick<MastersStore, 'isBeingRemoved'>;
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
  world: PuttingAgainWorld,
): Promise<Attempts<HookedGroup, readonly string[]>> {
  const { settings, autoScaling, store } = world;
  const own = ownHooks(settings);
  const lacking = looks.filter(({ present }) => hooksToPut(own, present).length > 0);
  if (lacking.length === 0 || (await store.isBeingRemoved())) return NOTHING;
  const put: PutHook[] = [];
  const changes = await each(lacking, (seen) =>
    putHooks(seen, own, autoScaling, (hook) => put.push({ group: seen.group.name, hook })),
  );
  try {
    if (!(await store.isBeingRemoved())) return changes;
  } catch (error) {
    await takeOffAgain(
      put,
      `It is unknown whether the stack is being removed: ${(error as Error).message}`,
      world,
    );
    throw error;
  }
  await takeOffAgain(put, 'The stack is being removed', world);
  return NOTHING;
}
