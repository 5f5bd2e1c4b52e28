import { ERRORS } from '../shared/contract/errors.ts';
import { type ChangeResult, MOST_LISTED, type Run } from '../shared/contract/payloads.ts';
import type { ZoneSettings } from '../shared/contract/settings.ts';
import { NamedError } from '../shared/domain/named-error.ts';
import { later } from '../shared/domain/propagation.ts';
import { fitting } from '../shared/domain/text.ts';
import type { BeforeImage, JournalState } from '../shared/ports/journal.ts';
import { advanceZones } from '../shared/swap/advance-zones.ts';
import { loadRun } from '../shared/swap/load-run.ts';
import type { CopyWorld, SwapWorld } from '../shared/swap/world.ts';
import { beforeImageOf } from './before-image.ts';

/**
 * Opens the run: claims the journal, keeps the before-image there and as a copy, then lowers the TTLs. The next state may begin when
 * the old TTLs have run out after propagation.
 * @throws MigrationInProgress, NotReady, ForeignWrite, FenceLost, TransientFailure
 */
export async function lowerTtl(run: Run, world: CopyWorld): Promise<ChangeResult> {
  await world.journal.claim({ execution: run.name, executionArn: run.arn, startedAt: run.startedAt });
  const state = await withBeforeImage(run, world);
  await world.copy.save(state);
  const change = await advanceZones(run, { from: { kind: 'before' }, to: { kind: 'lowered' } }, state, world);
  return { ...change, waitUntil: later(change.waitUntil, change.ttlInForceSeconds) };
}

/**
 * A before-image that was kept by an earlier try, or by another one that runs at the same time, is the one that
 * counts: the zone may have changed since. So what was kept is read back.
 */
async function withBeforeImage(run: Run, world: SwapWorld): Promise<JournalState> {
  const state = await loadRun(world.journal, run);
  if (state.beforeImage.size > 0) return state;
  const images = new Map<string, BeforeImage>();
  const problems: string[] = [];
  for (const zone of world.settings.zones) {
    const image = await readImage(zone, world);
    images.set(zone.id, image);
    problems.push(...image.problems);
  }
  if (problems.length > 0)
    throw new NamedError(ERRORS.notReady, fitting(problems, MOST_LISTED.cause, 'names').join('; '));
  await world.journal.saveBeforeImage(run.name, images);
  const kept = await loadRun(world.journal, run);
  if (kept.beforeImage.size > 0) return kept;
  throw new NamedError(
    ERRORS.notReady,
    'The records were changed while they were read, so that what was kept of them is of two times. Nothing was changed. Start again.',
  );
}

async function readImage(
  zone: ZoneSettings,
  world: SwapWorld,
): Promise<BeforeImage & { problems: readonly string[] }> {
  const held = await world.zoneOf(zone.id).read(zone.records);
  const { records, problems } = beforeImageOf(held, zone.records, world.settings);
  return { fenceName: zone.fenceName, records, problems };
}
