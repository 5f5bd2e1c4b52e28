import type { Run } from '../../shared/contract/run.ts';
import { NamedError } from '../../shared/domain/named-error.ts';
import { ERRORS } from '../contract/errors.ts';
import type { JournalState } from '../domain/journal-state.ts';
import type { Journal } from '../ports/journal.ts';

/**
 * The journal of the run that asks.
 * @throws FenceLost when another run is under way, or this one was rolled back or closed
 */
export async function loadRun(journal: Journal, run: Run): Promise<JournalState> {
  return requireOpen(await journal.load(), run);
}

/**
 * The same for a run that may not have claimed the journal yet: until then it is that of the stopped run `continues`.
 * @param continues '' for none
 */
export async function loadRunOrStopped(journal: Journal, run: Run, continues: string): Promise<JournalState> {
  const state = await journal.load();
  const isUnclaimed = continues !== '' && state?.run.execution === continues;
  return requireOpen(state, isUnclaimed ? { name: continues } : run);
}

/**
 * Asked right before each batch: a rollback may have been marked as owed since the journal was loaded, whatever the zone says.
 * @param jumps of a step: how often a person has jumped before it
 * @throws FenceLost
 */
export async function requireStillOpen(
  execution: string,
  journal: Pick<Journal, 'isOpen'>,
  jumps?: number,
): Promise<void> {
  if (await journal.isOpen(execution, jumps)) return;
  throw new NamedError(
    ERRORS.fenceLost,
    `Execution ${execution} is no longer the run under way, its rollback has begun, or a person has jumped to another step.`,
  );
}

/** `state` when it is of `run` and open. @throws FenceLost otherwise */
export function requireOpen(state: JournalState | undefined, run: Pick<Run, 'name'>): JournalState {
  if (state?.run.execution !== run.name) {
    throw new NamedError(
      ERRORS.fenceLost,
      `The run under way is ${state?.run.execution ?? 'none'}, not ${run.name}.`,
    );
  }
  if (state.run.status !== 'open') {
    throw new NamedError(
      ERRORS.fenceLost,
      `Execution ${run.name} was ${state.run.status} at ${state.run.statusAt}.`,
    );
  }
  return state;
}
