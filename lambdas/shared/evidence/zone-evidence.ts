import { ERRORS } from '../contract/errors.ts';
import type { Run } from '../contract/payloads.ts';
import type { Stage } from '../domain/stages.ts';
import type { ZoneEvidence } from '../domain/zone-grounds.ts';
import type { JournalState } from '../ports/journal.ts';
import { requireStage } from '../swap/require-stage.ts';
import type { SwapWorld } from '../swap/world.ts';

/**
 * Whether each zone still holds what this run wrote. A foreign write is evidence; a lost fence is not, because then
 * this run has no say any more.
 * @throws FenceLost, TransientFailure
 */
export async function zoneEvidence(
  run: Run,
  stage: Stage,
  { beforeImage }: Pick<JournalState, 'beforeImage'>,
  world: SwapWorld,
): Promise<readonly ZoneEvidence[]> {
  const evidence: ZoneEvidence[] = [];
  for (const [zoneId, image] of beforeImage) {
    const zone = world.settings.zones.find(({ id }) => id === zoneId)?.name ?? zoneId;
    const foreign = await foreignIn(() =>
      requireStage(run, stage, { beforeImage: new Map([[zoneId, image]]) }, world),
    );
    evidence.push({ zone, foreign });
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
