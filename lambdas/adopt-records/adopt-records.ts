import type { ChangeResult, Run } from '../shared/contract/payloads.ts';
import { advanceZones } from '../shared/swap/advance-zones.ts';
import { loadRun } from '../shared/swap/load-run.ts';
import { requireInSync } from '../shared/swap/require-in-sync.ts';
import type { SwapWorld } from '../shared/swap/world.ts';

/**
 * Turns the simple records into weighted groups, all weight on legacy, A and AAAA in one batch. Not before the
 * lowered TTLs have reached all of Route 53's servers.
 * @throws NotInSync, ForeignWrite, FenceLost, TransientFailure
 */
export async function adoptRecords(run: Run, world: SwapWorld): Promise<ChangeResult> {
  const state = await loadRun(world.journal, run);
  await requireInSync(
    [...state.zones.values()].map(({ zoneId, changeId }) => ({ zoneId, changeIds: [changeId] })),
    world,
  );
  return advanceZones(run, { from: { kind: 'lowered' }, to: { kind: 'weighted', percent: 0 } }, state, world);
}
