import { createHash } from 'node:crypto';
import { NamedError } from '../../../shared/domain/named-error.ts';
import { plainCause } from '../../../shared/domain/plain-cause.ts';
import { notifyOnce } from '../../../shared/notices/notify-once.ts';
import type { Topic } from '../../../shared/ports/topic.ts';
import { ERRORS } from '../../contract/errors.ts';
import type { NotifyRollBackPayload, RollBackNotified } from '../../contract/roll-back-payloads.ts';
import type { MigrationSettings } from '../../contract/settings.ts';
import type { JournalState } from '../../domain/journal-state.ts';
import { rolledBackMessage, rolledBackReport } from '../../domain/messages/rolled-back-message.ts';
import { stoppedMessage } from '../../domain/messages/stopped-message.ts';
import { readOpenConnections } from '../../evidence/open-connections.ts';
import type { ConnectionDirectory } from '../../ports/connection-directory.ts';
import type { Journal } from '../../ports/journal.ts';
import type { Reports } from '../../ports/reports.ts';
import { readJournal } from '../../swap/kept-run.ts';

export interface NotifyPorts {
  readonly settings: MigrationSettings;
  readonly journal: Journal;
  /** Asked for the cluster's load balancer alone. */
  readonly connections: ConnectionDirectory;
  readonly reports: Reports;
  readonly topic: Topic;
}

/**
 * Reports what was measured, and notifies people once for each run, with every other request for the rollback. One that found
 * the run restored before has nothing to report; but it may have stopped a run that had not changed anything yet.
 * @throws TransientFailure
 */
export async function notifyRollBack(
  asked: NotifyRollBackPayload,
  ports: NotifyPorts,
): Promise<RollBackNotified> {
  const payload = readable(asked);
  return payload.restore.outcome === 'already-restored'
    ? { notified: await notifyStopped(payload, ports), report: '' }
    : reportAndTell(payload, ports);
}

async function reportAndTell(payload: NotifyRollBackPayload, ports: NotifyPorts): Promise<RollBackNotified> {
  const { restore, run } = payload;
  const { migrationRun } = restore;
  const { settings, journal, reports } = ports;
  const joined = await journal.joinedRollBacks(migrationRun);
  const { cluster } = await readOpenConnections(settings, [], ports.connections);
  const facts = { settings, payload, state: await stateOf(migrationRun, journal), joined, cluster };
  const report = await reports.put(migrationRun, `rollback-${run.name}`, rolledBackReport(facts));
  const notice = { execution: migrationRun, key: 'rolled-back', teller: run.name };
  return { notified: await notifyOnce(notice, rolledBackMessage(facts, report), ports), report };
}

/** An alarm in the preflight of the run after stops that run. */
async function notifyStopped(payload: NotifyRollBackPayload, ports: NotifyPorts): Promise<boolean> {
  const { run, restore, stop } = payload;
  const others = stop.stopped.filter((arn) => !arn.endsWith(`:${restore.migrationRun}`));
  if (others.length === 0) return false;
  // However many there are: a key of DynamoDB has 1,024 bytes at most.
  const key = `stopped#${createHash('sha256').update(others.join()).digest('hex')}`;
  const notice = { execution: restore.migrationRun, key, teller: run.name };
  const message = stoppedMessage(ports.settings, { ...payload, stop: { stopped: others } });
  return notifyOnce(notice, message, ports);
}

/** With reasons as people read them. */
function readable(payload: NotifyRollBackPayload): NotifyRollBackPayload {
  const { restore } = payload;
  const request = { ...restore.request, reason: plainCause(restore.request.reason) };
  return { ...payload, restore: { ...restore, request, reason: plainCause(restore.reason) } };
}

/** The run that was rolled back, unless another has begun since, or the journal is damaged. @throws TransientFailure */
async function stateOf(migrationRun: string, journal: Journal): Promise<JournalState | undefined> {
  const kept = await readJournal({ journal });
  if (kept.kind === 'away') throw new NamedError(ERRORS.transient, kept.why);
  const state = kept.kind === 'read' ? kept.state : undefined;
  return state?.run.execution === migrationRun ? state : undefined;
}
