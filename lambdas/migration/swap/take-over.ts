import type { Run } from '../../shared/contract/run.ts';
import { keepCopy } from './keep-copy.ts';
import { loadRun } from './load-run.ts';
import type { CopyPorts } from './ports.ts';

/**
 * Makes the stopped run `continues` this execution's, in the journal and in the copy, which otherwise would know only the stopped one.
 * The zones' fences follow with the first change; until then they are the stopped one's, and shut out as such.
 * @throws MigrationInProgress, FenceLost, BeforeImageUnreadable, TransientFailure
 */
export async function takeOver(
  run: Run,
  continues: string,
  ports: Pick<CopyPorts, 'journal' | 'copy' | 'settings'>,
): Promise<void> {
  const { name: execution, arn: executionArn, startedAt } = run;
  await ports.journal.claim({ execution, executionArn, startedAt }, continues);
  await keepCopy(await loadRun(ports.journal, run), ports);
}
