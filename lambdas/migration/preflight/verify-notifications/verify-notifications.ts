import type { CheckResult } from '../../contract/findings.ts';
import { MIGRATE } from '../../contract/states.ts';
import { readingOf } from '../../domain/reading.ts';
import type { Subscriptions } from '../../ports/subscriptions.ts';
import { judgeSubscriptions } from './judge-subscriptions.ts';

/** Whether anybody gets what the migration notifies people of. */
export async function verifyNotifications(
  topicArn: string,
  subscriptions: Subscriptions,
): Promise<CheckResult> {
  const listed = await readingOf(() => subscriptions.list());
  return { check: MIGRATE.verifyNotifications, findings: judgeSubscriptions(topicArn, listed) };
}
