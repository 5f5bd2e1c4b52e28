import type { RestoreResult, StopResult } from '../shared/contract/payloads.ts';
import { executionsToStop } from '../shared/domain/roll-back.ts';
import type { Executions } from '../shared/ports/executions.ts';

/**
 * Stops the executions of Migrate that the rollback is about. Comes after DNS: from the new fence on they can
 * change nothing anyway. A rollback that was refused stops nothing: what has closed the migration has yet to tell it.
 * @throws TransientFailure
 */
export async function stopMigration(
  { outcome, request, marked }: Pick<RestoreResult, 'outcome' | 'request' | 'marked'>,
  migrateArn: string,
  executions: Executions,
): Promise<StopResult> {
  if (outcome === 'refused') return { stopped: [], request, marked };
  const stopping = executionsToStop(await executions.running(migrateArn), request);
  for (const { arn } of stopping) await executions.stop(arn, 'RolledBack', request.reason);
  return { stopped: stopping.map(({ arn }) => arn), request, marked };
}
