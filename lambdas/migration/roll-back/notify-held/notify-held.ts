import { notifyOnce } from '../../../shared/notices/notify-once.ts';
import type { Topic } from '../../../shared/ports/topic.ts';
import type { HeldNotified, NotifyHeldPayload } from '../../contract/roll-back-payloads.ts';
import type { MigrationSettings } from '../../contract/settings.ts';
import { heldMessage } from '../../domain/messages/held-message.ts';
import { heldNoticeKey } from '../../domain/one-way.ts';
import type { Journal } from '../../ports/journal.ts';

export interface NotifyHeldPorts {
  readonly settings: MigrationSettings;
  readonly journal: Pick<Journal, 'loadWatched' | 'beginNotice' | 'endNotice'>;
  readonly topic: Topic;
  /** ARN of the machine RollBack. */
  readonly rollBackArn: string;
}

/**
 * Pages people about a rollback that only they may start: once for each alarm and step, and once for an execution that ended.
 * @throws TransientFailure, JournalUnreadable
 */
export async function notifyHeld(
  { run, restore }: NotifyHeldPayload,
  { settings, journal, topic, rollBackArn }: NotifyHeldPorts,
): Promise<HeldNotified> {
  const { migrationRun, reason, request } = restore;
  const state = await journal.loadWatched();
  const own = state?.run.execution === migrationRun ? state : undefined;
  const key = heldNoticeKey(request, own);
  const message = heldMessage({ settings, state: own, request, reason, rollBackArn });
  const notice = { execution: migrationRun, key, teller: run.name };
  return { notified: await notifyOnce(notice, message, { journal, topic }) };
}
