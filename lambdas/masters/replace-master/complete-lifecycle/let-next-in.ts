import type { ReplacePayload, StepOf } from '../../contract/payloads.ts';
import { runs, victimOf, waitsToTerminate } from '../../domain/victim.ts';
import { successorsOf } from '../../domain/view.ts';
import { type CompletingPorts, completeAction } from '../../steps/lifecycle-actions.ts';
import { type SeeingGroupPorts, seeGroup } from '../../steps/see-masters.ts';

/**
 * Admits the replacement that waits in its hook. If Auto Scaling noticed only late that the old master is dead, that one is
 * released from its hook first, and whom to admit is judged once more without it.
 * @throws TransientFailure
 */
export async function letNextIn(
  { replacement }: Pick<ReplacePayload, 'replacement'>,
  ports: SeeingGroupPorts & CompletingPorts,
): Promise<StepOf<'CompleteLifecycle'>> {
  const { instance } = replacement;
  const group = await seeGroup(ports, replacement);
  const victim = victimOf(group, instance);
  const done = (reason: string) =>
    ({ outcome: 'completed', reason, pauseSeconds: ports.settings.pollSeconds }) as const;
  if (waitsToTerminate(victim) && !runs(victim)) {
    await completeAction(replacement, instance, 'terminating', ports);
    return done(`${instance} no longer runs: it is released from its hook.`);
  }
  const waiting = successorsOf(group?.instances ?? [], instance)
    .filter(({ lifecycle }) => lifecycle === 'Pending:Wait')
    .map(({ id }) => id);
  for (const id of waiting) await completeAction(replacement, id, 'launching', ports);
  return done(
    waiting.length > 0 ? `${waiting.join(', ')}: admitted.` : 'No replacement waits to be admitted.',
  );
}
