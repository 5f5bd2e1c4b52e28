import { later, timeAt } from '../../../shared/domain/time.ts';
import type { ConfirmPayload, ConfirmResult } from '../../contract/payloads.ts';
import { stagesOfStep, stepAt } from '../../domain/steps.ts';
import { loadRun } from '../../swap/load-run.ts';
import type { SwapPorts } from '../../swap/ports.ts';
import { requireInSync } from '../../swap/require-in-sync.ts';
import { requireMilestone } from '../../swap/require-milestone.ts';

/**
 * Proves that the weights are what the step wrote, and on all of Route 53's servers. Only then does the soak's
 * clock start, after the longest TTL that was in force before the change.
 * @throws NotInSync, ForeignWrite, FenceLost, TransientFailure
 */
export async function confirmWeight(
  { run, step, change }: ConfirmPayload,
  ports: SwapPorts,
): Promise<ConfirmResult> {
  const state = await loadRun(ports.journal, run);
  const { to } = stagesOfStep(ports.settings, step);
  await requireMilestone(run, to, state, ports);
  await requireInSync(change.changes, ports);
  const inSyncAt = timeAt(ports.clock.now());
  const soakFrom = later(inSyncAt, change.ttlInForceSeconds);
  const { percent, soakSeconds } = stepAt(ports.settings, step);
  return {
    summary: `${percent} % has been in force since ${inSyncAt}; resolvers may cache the old answer until ${soakFrom}.`,
    inSyncAt,
    soakFrom,
    soakUntil: later(soakFrom, soakSeconds),
  };
}
