import { type ConfirmLegacyResult, MOST_LISTED, type RestoreResult } from '../shared/contract/payloads.ts';
import { byName, describe } from '../shared/domain/advance.ts';
import type { Fence } from '../shared/domain/fence.ts';
import { later } from '../shared/domain/propagation.ts';
import { displayName, sameRecords } from '../shared/domain/record-set.ts';
import { fitting } from '../shared/domain/text.ts';
import type { BeforeImage } from '../shared/ports/journal.ts';
import { observeZone } from '../shared/swap/observe-zone.ts';
import { requireInSync } from '../shared/swap/require-in-sync.ts';
import type { SwapWorld } from '../shared/swap/world.ts';

/**
 * Proves by reading that the before-image is in every zone and on all of Route 53's servers, then ends the run in
 * the journal. What isn't so is said; the machine restores again.
 * @throws NotInSync, TransientFailure, BeforeImageUnreadable
 */
export async function confirmLegacy(restore: RestoreResult, world: SwapWorld): Promise<ConfirmLegacyResult> {
  const state = await world.journal.load();
  const found: string[] = [];
  // A run that took the restored one over has its before-image, and has lost the fence to the rollback.
  const runs = state ? [state.run.execution, state.run.tookOver] : [];
  if (state && runs.includes(restore.migrationRun)) {
    for (const [zoneId, image] of state.beforeImage)
      found.push(...(await zoneReasons(zoneId, image, runs, world)));
  } else {
    found.push(`The run under way is ${state?.run.execution ?? 'none'}, not ${restore.migrationRun}.`);
  }
  await requireInSync(restore.changes, world);
  const inSyncAt = later(world.clock.now(), 0);
  const legacyServes = found.length === 0;
  const reasons = fitting(found, MOST_LISTED.cause, 'names');
  if (legacyServes) await world.journal.endRun(restore.migrationRun, 'restored', inSyncAt);
  return { legacyServes, reasons, inSyncAt, lastTtlRunsOutAt: later(inSyncAt, restore.ttlInForceSeconds) };
}

async function zoneReasons(
  zoneId: string,
  image: BeforeImage,
  runs: readonly string[],
  world: SwapWorld,
): Promise<string[]> {
  const before = byName(image.records);
  const observed = await observeZone(world.zoneOf(zoneId), before, image.fenceName);
  const fence = observed.fence.kind === 'ours' ? observed.fence.fence : undefined;
  const wrongNames = [...before].flatMap(([name, wanted]) => {
    const held = observed.byName.get(name) ?? [];
    return sameRecords(held, wanted)
      ? []
      : [`${displayName(name)} holds ${describe(held)}; legacy was ${describe(wanted)}`];
  });
  // The fence of an earlier run would let this run's first batch through.
  const shutOut = fence?.phase === 'restored' && runs.includes(fence.execution);
  return [...(shutOut ? [] : [fenceReason(fence)]), ...wrongNames].map(
    (reason) => `Zone ${zoneId}: ${reason}`,
  );
}

function fenceReason(fence: Fence | undefined): string {
  if (!fence) return 'the fence is missing or damaged';
  return `the fence says ${fence.phase}, execution ${fence.execution}`;
}
