import type { NotifyRollBackPayload } from '../shared/contract/payloads.ts';
import type { MigrationSettings } from '../shared/contract/settings.ts';
import { plainCause } from '../shared/domain/messages/plain-cause.ts';
import { rolledBackMessage, rolledBackReport } from '../shared/domain/messages/rolled-back-message.ts';
import type { Journal, JournalState } from '../shared/ports/journal.ts';
import type { Reports } from '../shared/ports/reports.ts';
import type { Topic } from '../shared/ports/topic.ts';
import { tellOnce } from '../shared/telling/tell-once.ts';

export interface NotifyWorld {
  readonly settings: MigrationSettings;
  readonly journal: Journal;
  readonly reports: Reports;
  readonly topic: Topic;
}

/**
 * Reports what was measured, and tells it once for each run, whichever of several rollbacks comes to it first. One
 * that found the run restored and confirmed in the journal leaves the telling to the one that confirmed it.
 * @throws TransientFailure
 */
export async function notifyRollBack(
  asked: NotifyRollBackPayload,
  world: NotifyWorld,
): Promise<{ told: boolean; report: string }> {
  const payload = readable(asked);
  const { restore, run, confirm } = payload;
  const { settings, journal, reports } = world;
  const state = await stateOf(restore.migrationRun, journal);
  const facts = { settings, payload, state };
  const report = await reports.put(restore.migrationRun, `rollback-${run.name}`, rolledBackReport(facts));
  if (confirm.legacyServes && restore.changes.length === 0) return { told: false, report };
  const key = confirm.legacyServes ? 'rolled-back' : 'roll-back-incomplete';
  const telling = { execution: restore.migrationRun, key, teller: run.name };
  return { told: await tellOnce(telling, rolledBackMessage(facts, report), world), report };
}

/** With reasons as people read them. */
function readable(payload: NotifyRollBackPayload): NotifyRollBackPayload {
  const { restore } = payload;
  const request = { ...restore.request, reason: plainCause(restore.request.reason) };
  return { ...payload, restore: { ...restore, request, reason: plainCause(restore.reason) } };
}

/** The run that was rolled back, unless another has begun since. */
async function stateOf(migrationRun: string, journal: Journal): Promise<JournalState | undefined> {
  const state = await journal.load();
  return state?.run.execution === migrationRun ? state : undefined;
}
