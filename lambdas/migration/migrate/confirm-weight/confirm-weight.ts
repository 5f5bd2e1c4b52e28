import { later, timeAt } from '../../../shared/domain/time.ts';
import type { ConfirmPayload, ConfirmResult } from '../../contract/payloads.ts';
import { stagesOfStep, stepAt } from '../../domain/steps.ts';
import { loadRun } from '../../swap/load-run.ts';
import { requireInSync } from '../../swap/require-in-sync.ts';
import { requireStage } from '../../swap/require-stage.ts';
import type { SwapWorld } from '../../swap/world.ts';

/**
 * Proves that the weights are what the step wrote, and on all of Route 53's servers. Only then does the soak's
 * clock start, after the longest TTL that was in force before the change.
 * @throws NotInSync, ForeignWrite, FenceLost, TransientFailure
 */
export async function confirmWeight(
  { run, step, change }: ConfirmPayload,
  world: SwapWorld,
): Promise<ConfirmResult> {
  const state = await loadRun(world.journal, run);
  const { to } = stagesOfStep(world.settings, step);
  await requireStage(run, to, state, world);
  await requireInSync(change.changes, world);
  const inSyncAt = timeAt(world.clock.now());
  const soakFrom = later(inSyncAt, change.ttlInForceSeconds);
  const { percent, soakSeconds } = stepAt(world.settings, step);
  return {
    summary: `${percent} % has been in force since ${inSyncAt}; resolvers may cache the old answer until ${soakFrom}.`,
    inSyncAt,
    soakFrom,
    soakUntil: later(soakFrom, soakSeconds),
  };
}
