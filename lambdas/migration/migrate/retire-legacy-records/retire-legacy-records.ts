import type { Run } from '../../../shared/contract/run.ts';
import { later } from '../../../shared/domain/propagation.ts';
import type { ChangeResult } from '../../contract/payloads.ts';
import { firstMeasurement } from '../../domain/drain-verdict.ts';
import { advanceZones } from '../../swap/advance-zones.ts';
import { loadRun } from '../../swap/load-run.ts';
import type { SwapWorld } from '../../swap/world.ts';

/**
 * Replaces the weighted groups by the cluster's simple records. Legacy keeps running: the drain's minimum stay
 * begins here, and the next state waits until it is measured first.
 * @throws ForeignWrite, FenceLost, TransientFailure
 */
export async function retireLegacyRecords(run: Run, world: SwapWorld): Promise<ChangeResult> {
  const state = await loadRun(world.journal, run);
  const stages = { from: { kind: 'weighted', percent: 100 }, to: { kind: 'retired' } } as const;
  const change = await advanceZones(run, stages, state, world);
  return { ...change, waitUntil: later(change.waitUntil, firstMeasurement(world.settings.drain)) };
}
