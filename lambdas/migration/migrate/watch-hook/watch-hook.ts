import type { Summary } from '../../../shared/contract/call.ts';
import { timeAt } from '../../../shared/domain/time.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { WatchHookPayload } from '../../contract/hooks.ts';
import type { Journal } from '../../ports/journal.ts';
import type { Tasks } from '../../ports/tasks.ts';

export interface WatchHookPorts {
  readonly journal: Pick<Journal, 'saveWaitingHook' | 'endHook' | 'loadWatched'>;
  readonly tasks: Pick<Tasks, 'succeed'>;
  readonly clock: Clock;
}

/**
 * While a hook runs, a state waits beside it, to which Watch sends its heartbeat. It ends with the hook. The two don't know of each
 * other, and either may come first: each writes before it reads, so the later one finds the other.
 * @throws FenceLost when the run was rolled back or closed meanwhile, TransientFailure
 */
export async function watchHook(
  { run, asked, taskToken }: WatchHookPayload,
  { journal, tasks, clock }: WatchHookPorts,
): Promise<Summary> {
  const isOver = taskToken === '';
  if (isOver) await journal.endHook({ run: run.name, asked });
  else await journal.saveWaitingHook({ run: run.name, asked, taskToken, since: timeAt(clock.now()) });
  const { waitingHook, endedHook } = (await journal.loadWatched()) ?? {};
  const isMet = waitingHook?.asked === asked && endedHook?.asked === asked;
  if (isMet) await tasks.succeed(waitingHook.taskToken, { asked });
  if (isMet) return { summary: 'The hook has ended, and so does the wait beside it.' };
  return {
    summary: isOver ? 'The hook has ended, and nothing waits beside it.' : 'Waits until the hook ends.',
  };
}
