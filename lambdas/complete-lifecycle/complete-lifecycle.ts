import type { ReplacePayload, StepOf } from '../shared/contract/masters/payloads.ts';
import { decideCompletion } from '../shared/domain/masters/completion.ts';
import { MARKS } from '../shared/domain/masters/marks.ts';
import { runs, victimOf, waitsToTerminate } from '../shared/domain/masters/victim.ts';
import { successorsOf } from '../shared/domain/masters/view.ts';
import { requireLease } from '../shared/lease/require-lease.ts';
import { type CompletingWorld, completeAction } from '../shared/masters/lifecycle-actions.ts';
import { type SeeingGroupWorld, seeGroup } from '../shared/masters/see-masters.ts';
import type { AutoScaling } from '../shared/ports/masters/auto-scaling.ts';
import type { MastersStore, Replacement } from '../shared/ports/masters/masters-store.ts';

export interface CompleteLifecycleWorld extends SeeingGroupWorld, CompletingWorld {
  readonly store: Pick<MastersStore, 'lease' | 'replacement' | 'putReplacement'>;
  readonly autoScaling: Pick<AutoScaling, 'groups' | 'complete' | 'terminate'>;
}

type Result = StepOf<'CompleteLifecycle'>;

/**
 * Lets the master go: from its hook, or for a voluntary replacement by terminating it first. In phase `launch`, admits its
 * replacement instead, and lets go what is dead. A running master is only let go while the gate's word is fresh, however often this is tried again.
 * @throws LeaseLost, TransientFailure
 */
export async function completeLifecycle(
  payload: ReplacePayload,
  world: CompleteLifecycleWorld,
): Promise<Result> {
  await requireLease(world, payload);
  const { replacement, phase } = payload;
  const group = await seeGroup(world, replacement);
  const victim = victimOf(group, replacement.instance);
  if (phase === 'launch') {
    // Auto Scaling came to know only lately that it is dead; whom to admit is judged once more without it.
    if (waitsToTerminate(victim) && !runs(victim)) {
      await completeAction(replacement, replacement.instance, 'terminating', world);
      const reason = `${replacement.instance} runs no more: its hook is let go.`;
      return { outcome: 'completed', reason, pauseSeconds: world.settings.pollSeconds };
    }
    const waiting = successorsOf(group?.instances ?? [], replacement.instance).filter(
      ({ lifecycle }) => lifecycle === 'Pending:Wait',
    );
    return await admit(
      replacement,
      waiting.map(({ id }) => id),
      world,
    );
  }
  const kept = await world.store.replacement(replacement.id);
  const clearedSeconds = secondsCleared(kept?.value, world.clock.now());
  const { act, outcome, reason } = decideCompletion({
    request: kept?.value.request ?? 'involuntary',
    victim,
    clearedSeconds,
  });
  const pauseSeconds = outcome === 'pending' ? world.settings.pollSeconds : 1;
  if (act === 'terminate' && (await world.autoScaling.terminate(replacement.instance)) === 'gone')
    return { outcome: 'completed', reason: 'Its group does not know it any more.', pauseSeconds: 1 };
  if (act === 'complete') await completeAction(replacement, replacement.instance, 'terminating', world);
  return { outcome, reason, pauseSeconds };
}

function secondsCleared(replacement: Replacement | undefined, now: number): number | undefined {
  const at = replacement?.marks[MARKS.cleared];
  return at === undefined ? undefined : (now - Date.parse(at)) / 1000;
}

async function admit(
  replacement: ReplacePayload['replacement'],
  waiting: readonly string[],
  world: CompleteLifecycleWorld,
): Promise<Result> {
  for (const instance of waiting) await completeAction(replacement, instance, 'launching', world);
  const reason =
    waiting.length > 0 ? `${waiting.join(', ')}: admitted.` : 'No replacement waits to be admitted.';
  return { outcome: 'completed', reason, pauseSeconds: world.settings.pollSeconds };
}
