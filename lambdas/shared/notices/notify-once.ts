import type { Message } from '../domain/message.ts';
import type { Notices } from '../ports/notices.ts';
import type { Topic } from '../ports/topic.ts';

/** What people are notified of, about which run, and by which execution. */
export interface Notice {
  readonly execution: string;
  readonly key: string;
  readonly teller: string;
}

/**
 * Notifies people once: whoever comes second, or again after the message was sent, is silent. Only a process that is killed
 * between the message and its record notifies twice, because no notification would be worse.
 * @returns whether the message was sent now
 */
export async function notifyOnce(
  { execution, key, teller }: Notice,
  message: Message,
  { journal, topic }: { readonly journal: Notices; readonly topic: Topic },
): Promise<boolean> {
  if (!(await journal.beginNotice(execution, key, teller))) return false;
  await topic.publish(message, { about: execution, kind: key.split('#')[0] ?? key });
  await journal.endNotice(execution, key, teller);
  return true;
}
