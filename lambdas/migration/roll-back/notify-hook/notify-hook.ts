import { notifyOnce } from '../../../shared/notices/notify-once.ts';
import type { Notices } from '../../../shared/ports/notices.ts';
import type { Topic } from '../../../shared/ports/topic.ts';
import type { HookNotified, NotifyHookPayload } from '../../contract/roll-back-payloads.ts';
import type { MigrationSettings } from '../../contract/settings.ts';
import { judgeHook } from '../../domain/hook-verdict.ts';
import { hookMessage } from '../../domain/messages/hook-message.ts';

export interface NotifyHookPorts {
  readonly settings: MigrationSettings;
  readonly journal: Notices;
  readonly topic: Topic;
}

/**
 * Notifies people once of a hook after the rollback that doesn't say pass. Legacy serves, whatever it says.
 * @throws TransientFailure
 */
export async function notifyHook(
  { run, migrationRun, seen }: NotifyHookPayload,
  { settings, ...ports }: NotifyHookPorts,
): Promise<HookNotified> {
  const limit = settings.hooks?.afterRollback?.timeLimitSeconds ?? 0;
  const { verdict, reasons } = judgeHook('afterRollback', seen, limit);
  if (verdict === 'pass') return { verdict, reasons, notified: false };
  const notice = { execution: migrationRun, key: 'after-rollback', teller: run.name };
  const message = hookMessage({ settings, reasons, rollBack: run.arn });
  return { verdict, reasons, notified: await notifyOnce(notice, message, ports) };
}
