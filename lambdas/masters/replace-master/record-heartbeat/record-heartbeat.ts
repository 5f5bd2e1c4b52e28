import type { ReplacePayload, StepOf } from '../../contract/payloads.ts';
import { type HoldingWorld, holdOn } from '../../steps/hold-on.ts';

/**
 * Extends the waits of this replacement's instances that would else end before the next look: also while it queues for
 * the lease.
 * @throws TransientFailure
 */
export async function recordHeartbeat(
  { replacement }: Pick<ReplacePayload, 'replacement'>,
  world: HoldingWorld,
): Promise<StepOf<'RecordHeartbeat'>> {
  const { pollSeconds } = world.settings;
  const said = await holdOn(replacement, pollSeconds, world);
  return {
    outcome: said.length > 0 ? 'recorded' : 'not-due',
    reason: said.length > 0 ? `${said.join('; ')}.` : 'No heartbeat is due.',
    pauseSeconds: pollSeconds,
  };
}
