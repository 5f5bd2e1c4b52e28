import type { ReplacePayload, StepOf } from '../../contract/payloads.ts';
import { type HeartbeatPorts, recordDueHeartbeats } from '../../steps/record-due-heartbeats.ts';

/**
 * Extends the waits of this replacement's instances that would else end before the next look: also while it queues for
 * the lease.
 * @throws TransientFailure
 */
export async function recordHeartbeat(
  { replacement }: Pick<ReplacePayload, 'replacement'>,
  ports: HeartbeatPorts,
): Promise<StepOf<'RecordHeartbeat'>> {
  const { pollSeconds } = ports.settings;
  const said = await recordDueHeartbeats(replacement, pollSeconds, ports);
  return {
    outcome: said.length > 0 ? 'recorded' : 'not-due',
    reason: said.length > 0 ? `${said.join('; ')}.` : 'No heartbeat is due.',
    pauseSeconds: pollSeconds,
  };
}
