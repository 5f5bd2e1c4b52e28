import type { Run } from '../../shared/contract/run.ts';
import { NamedError } from '../../shared/domain/named-error.ts';
import { ERRORS } from '../contract/errors.ts';
import type { JournalState } from '../domain/journal-state.ts';
import type { RollBack } from '../domain/roll-back.ts';
import type { Journal } from '../ports/journal.ts';

/**
 * The journal of the drill that asks, whatever has become of that drill.
 * @param journal of drills
 * @throws FenceLost when it is another drill's
 */
export async function loadDrill(journal: Pick<Journal, 'load'>, { name }: Run): Promise<JournalState> {
  const state = await journal.load();
  if (state?.run.execution === name) return state;
  throw new NamedError(
    ERRORS.fenceLost,
    `The drill under way is ${state?.run.execution ?? 'none'}, not ${name}.`,
  );
}

/** The rollback of a drill by itself: what restores its name, and shuts out its own late batches. */
export function ownRollBack(run: Run): RollBack {
  const { name, arn, startedAt } = run;
  return {
    run,
    request: { source: 'person', run: name, reason: 'A drill.', asOf: startedAt, cause: arn },
  };
}
