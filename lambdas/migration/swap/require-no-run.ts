import { NamedError } from '../../shared/domain/named-error.ts';
import { ERRORS } from '../contract/errors.ts';
import { isOver } from '../domain/roll-back.ts';
import type { Journal } from '../ports/journal.ts';

/**
 * A drill must not be in a migration's way.
 * @param journal of the migration
 * @throws MigrationInProgress while a run is open, or its rollback is owed
 */
export async function requireNoRun(journal: Pick<Journal, 'loadWatched'>): Promise<void> {
  const run = (await journal.loadWatched())?.run;
  if (!run || isOver(run)) return;
  const says = run.status === 'owed' ? 'is being rolled back' : 'is under way';
  throw new NamedError(
    ERRORS.migrationInProgress,
    `Execution ${run.execution} of Migrate ${says} (${run.status} since ${run.statusAt}). A drill must not get in its way. Start the drill again when that run is over.`,
  );
}
