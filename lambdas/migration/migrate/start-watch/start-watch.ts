import type { Summary } from '../../../shared/contract/call.ts';
import type { Run } from '../../../shared/contract/run.ts';
import { shortHash } from '../../../shared/domain/hash.ts';
import { LONGEST_RUN_SECONDS } from '../../contract/longest-run.ts';
import type { Schedules } from '../../ports/schedules.ts';

/**
 * Has Watch called each minute for as long as the run may last. The schedule is named after the run: nothing of an earlier or
 * later one can remove it.
 * @throws TransientFailure
 */
export async function startWatch(run: Run, schedules: Pick<Schedules, 'make'>): Promise<Summary> {
  const schedule = `run-${shortHash(`${run.name} ${run.startedAt}`)}`;
  const end = Date.parse(run.startedAt) + LONGEST_RUN_SECONDS * 1000;
  await schedules.make({ run: run.name, arn: run.arn, schedule }, end);
  return { summary: `Watch looks each minute, by the schedule ${schedule}.` };
}
