import type { Run } from '../../shared/contract/run.ts';
import { ERRORS } from '../contract/errors.ts';
import type { JournalState } from '../domain/journal-state.ts';
import type { Milestone } from '../domain/milestones.ts';
import type { ZoneEvidence } from '../domain/zone-grounds.ts';
import { imagesOf } from '../swap/images.ts';
import type { SwapPorts } from '../swap/ports.ts';
import { requireZoneMilestone } from '../swap/require-milestone.ts';

/**
 * Whether each zone still contains what this run wrote. A foreign write is evidence; a lost fence is not, because then
 * this run has no say any more.
 * @throws FenceLost, BeforeImageUnreadable, TransientFailure
 */
export async function zoneEvidence(
  run: Run,
  milestone: Milestone,
  state: Pick<JournalState, 'beforeImage'>,
  ports: SwapPorts,
): Promise<readonly ZoneEvidence[]> {
  const evidence: ZoneEvidence[] = [];
  for (const one of imagesOf(state, ports.settings)) {
    const foreign = await foreignIn(() => requireZoneMilestone(run, milestone, one, ports));
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
