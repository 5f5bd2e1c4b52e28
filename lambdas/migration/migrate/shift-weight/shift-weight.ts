import type { ChangeResult, ShiftPayload } from '../../contract/payloads.ts';
import { stagesOfStep } from '../../domain/steps.ts';
import { advanceZones } from '../../swap/advance-zones.ts';
import { keepCopy } from '../../swap/keep-copy.ts';
import { loadRun } from '../../swap/load-run.ts';
import type { CopyWorld } from '../../swap/world.ts';

/**
 * Gives the cluster the share of step `step`. A run that continues a stopped one claims its journal and
 * fence first, and keeps that as the copy, which else would know of the stopped one only.
 * @throws MigrationInProgress, ForeignWrite, FenceLost, BeforeImageUnreadable, TransientFailure
 */
export async function shiftWeight(
  { run, step, continues }: ShiftPayload,
  world: CopyWorld,
): Promise<ChangeResult> {
  if (continues !== '') {
    await world.journal.claim(
      { execution: run.name, executionArn: run.arn, startedAt: run.startedAt },
      continues,
    );
  }
  const state = await loadRun(world.journal, run);
  if (continues !== '') await keepCopy(state, world);
  const stages = stagesOfStep(world.settings, step);
  return advanceZones(run, { ...stages, takesOver: state.run.tookOver }, state, world);
}
