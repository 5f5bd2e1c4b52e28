import type { Run } from '../../shared/contract/run.ts';
import { ERRORS } from '../contract/errors.ts';
import type { JournalState } from '../domain/journal-state.ts';
import type { Stage } from '../domain/stages.ts';
import type { ZoneEvidence } from '../domain/zone-grounds.ts';
import { imagesOf } from '../swap/images.ts';
import { requireZoneStage } from '../swap/require-stage.ts';
import type { SwapWorld } from '../swap/world.ts';

/**
 * Whether each zone still holds what this run wrote. A foreign write is evidence; a lost fence is not, because then
 * this run has no say any more.
 * @throws FenceLost, BeforeImageUnreadable, TransientFailure
 */
export async function zoneEvidence(
  run: Run,
  stage: Stage,
  state: Pick<JournalState, 'beforeImage'>,
  world: SwapWorld,
): Promise<readonly ZoneEvidence[]> {
  const evidence: ZoneEvidence[] = [];
  for (const one of imagesOf(state, world.settings)) {
    const foreign = await foreignIn(() => requireZoneStage(run, stage, one, world));
    evidence.push({ zone: one.zone.name, foreign });
  }
  return evidence;
}

async function foreignIn(check: () => Promise<void>): Promise<readonly string[]> {
  try {
    await check();
    return [];
  } catch (error) {
    if (error instanceof Error && error.name === ERRORS.foreignWrite) return [error.message];
    throw error;
  }
}
