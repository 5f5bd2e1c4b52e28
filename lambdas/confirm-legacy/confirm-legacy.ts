import type { ConfirmLegacyResult, RestoreResult } from '../shared/contract/payloads.ts';
import { byName } from '../shared/domain/advance.ts';
import { later } from '../shared/domain/propagation.ts';
import { observeZone } from '../shared/swap/observe-zone.ts';
import { requireInSync } from '../shared/swap/require-in-sync.ts';
import type { SwapWorld } from '../shared/swap/world.ts';
import { type Amiss, amissIn, reasonsOf } from './amiss.ts';

/**
 * Proves by reading that the before-image is in every zone and on all of Route 53's servers, then ends the run in
 * the journal. What isn't so is said; the machine restores again, unless that is only what Route 53 refuses to restore.
 * @throws NotInSync, TransientFailure, BeforeImageUnreadable
 */
export async function confirmLegacy(restore: RestoreResult, world: SwapWorld): Promise<ConfirmLegacyResult> {
  const found = await findAmiss(restore, world);
  await requireInSync(restore.changes, world);
  const inSyncAt = later(world.clock.now(), 0);
  const legacyServes = found.length === 0;
  const again = found.some(({ refused }) => !refused);
  const ended = legacyServes && (await world.journal.endRun(restore.migrationRun, 'restored', inSyncAt));
  const lastTtlRunsOutAt = later(inSyncAt, restore.ttlInForceSeconds);
  return { legacyServes, ended, again, reasons: reasonsOf(found), inSyncAt, lastTtlRunsOutAt };
}

async function findAmiss(
  { migrationRun, notRestored }: RestoreResult,
  world: SwapWorld,
): Promise<readonly Amiss[]> {
  const state = await world.journal.load();
  // A run that took the restored one over has its before-image, and has lost the fence to the rollback.
  const runs = state ? [state.run.execution, state.run.tookOver] : [];
  if (!state || !runs.includes(migrationRun)) {
    const reason = `The run under way is ${state?.run.execution ?? 'none'}, not ${migrationRun}.`;
    return [{ reason, refused: false }];
  }
  const found: Amiss[] = [];
  for (const [zoneId, { records, fenceName }] of state.beforeImage) {
    const before = byName(records);
    const observed = await observeZone(world.zoneOf(zoneId), before, fenceName);
    found.push(...amissIn(zoneId, observed, before, runs, notRestored));
  }
  return found;
}
